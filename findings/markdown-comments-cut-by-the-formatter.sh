#!/bin/sh
# palantir-java-format 2.86.0 and Markdown documentation comments (JEP 467).
#
# Behaviour: a `///` line longer than 120 columns is cut, and what is cut off goes on a line of its own that begins with
# `//`, not `///`: an ordinary comment in the middle of the documentation. Expected: `///`, or the line left alone.
# Needs a JDK 25 (JAVA_HOME) and Maven. Fails if the output changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>com.palantir.javaformat</groupId><artifactId>palantir-java-format</artifactId><version>2.86.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib

cat >Format.java <<'JAVA'
import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;

class Format {
    public static void main(String[] arguments) throws Exception {
        var options = JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.PALANTIR).build();
        System.out.print(Formatter.createFormatter(options).formatSource("""
                /// The first line of this comment is a hundred and twenty-three columns wide, so that its last words are beyond the limit.
                /// The second line is short.
                class A {}
                """));
    }
}
JAVA
exports=
for package in api code file main parser tree util; do
  exports="$exports --add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"
done
# shellcheck disable=SC2086
"${JAVA_HOME:?}/bin/java" $exports -cp 'lib/*' Format.java >seen.txt

cat >expected.txt <<'TXT'
/// The first line of this comment is a hundred and twenty-three columns wide, so that its last words are beyond the
// limit.
/// The second line is short.
class A {}
TXT
diff expected.txt seen.txt && echo "as described: the rest of a /// line goes on a // line"
