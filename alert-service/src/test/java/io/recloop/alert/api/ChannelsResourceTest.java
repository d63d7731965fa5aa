package io.recloop.alert.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.alert.AlertStack;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AlertStack.class)
class ChannelsResourceTest {
    @Test
    void channelsAreListedWithTheirState() {
        as("operator")
                .get("/v1/channels")
                .then()
                .statusCode(200)
                .body("channels.name", hasItem("log"))
                .body("channels[0].state", equalTo("closed"));
    }

    @Test
    void aChannelIsTried() {
        as("operator").post("/v1/channels/log/test").then().statusCode(200).body("outcome", equalTo("delivered"));
    }

    @Test
    void aMessageIsPreviewedInTheReadersWords() {
        as("operator")
                .get("/v1/channels/log/preview?language=vi&zone=Asia/Ho_Chi_Minh&severity=critical")
                .then()
                .statusCode(200)
                .body("title", startsWith("[NGHIÊM TRỌNG]"))
                .body("text", containsString("+07:00"));
    }

    @Test
    void whatIsNoChannelOrNoPreviewIsSaid() {
        as("operator").post("/v1/channels/pager/test").then().statusCode(404).body("detail", containsString("log"));
        as("operator").get("/v1/channels/log/preview?zone=Nowhere").then().statusCode(400);
        as("operator").get("/v1/channels/log/preview?language=xx").then().statusCode(400);
        as("operator").get("/v1/channels/log/preview?event=sung").then().statusCode(400);
        as("operator").get("/v1/channels/log/preview?severity=bad").then().statusCode(400);
        as("client").get("/v1/channels").then().statusCode(403);
        given().post("/v1/channels/log/test").then().statusCode(401);
    }

    private static RequestSpecification as(String role) {
        return given().header(
                        "Authorization",
                        "Bearer " + ConfigProvider.getConfig().getValue("test.token." + role, String.class));
    }
}
