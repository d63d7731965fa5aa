#!/bin/sh
# Quarkus 3.34.1, quarkus-kafka-client with quarkus.kafka.health.enabled=true, and a broker that is away.
#
# Behaviour: /q/health/ready answers 503 only after a minute, the clients' default.api.timeout.ms: the check sets
# request.timeout.ms to 5 s and waits for describeCluster without a limit of its own. A probe gives up long before, and
# requests for the endpoint pile up. With kafka.default.api.timeout.ms=5000 it answers after 5 s.
# Expected: an answer within the 5 s that it sets for itself.
# Needs a JDK 25 (JAVA_HOME), Maven and curl. Fails if the times change.
set -eu

folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>25</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>3.34.1</version>
    <type>pom</type><scope>import</scope>
  </dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-kafka-client</artifactId></dependency>
    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-smallrye-health</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId><version>3.34.1</version>
    <extensions>true</extensions><executions><execution><goals><goal>build</goal></goals></execution></executions>
  </plugin></plugins></build>
</project>
POM
mkdir -p src/main/resources
cat >src/main/resources/application.properties <<'PROPERTIES'
quarkus.kafka.health.enabled=true
quarkus.devservices.enabled=false
quarkus.log.level=ERROR
quarkus.http.host=127.0.0.1
quarkus.http.port=18765
PROPERTIES
mvn -B -q package

# Seconds until the probe's answer, rounded, and its status.
probe() { # options of the JVM
  # Nobody listens on the port for discarding.
  "${JAVA_HOME:?}/bin/java" "$@" -Dkafka.bootstrap.servers=127.0.0.1:9 -jar target/quarkus-app/quarkus-run.jar >log 2>&1 &
  pid=$!
  curl -s -o /dev/null --retry 30 --retry-connrefused --retry-delay 1 http://127.0.0.1:18765/q/health/live
  curl -s -o /dev/null -m 120 -w '%{http_code} after %{time_total} s\n' http://127.0.0.1:18765/q/health/ready |
    sed 's/\.[0-9]* s$/ s/'
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}

{
  probe
  probe -Dkafka.default.api.timeout.ms=5000
} >seen.txt

cat >expected.txt <<'TXT'
503 after 60 s
503 after 5 s
TXT
diff expected.txt seen.txt && echo "as described: the readiness check waits a minute for a broker that is away"
