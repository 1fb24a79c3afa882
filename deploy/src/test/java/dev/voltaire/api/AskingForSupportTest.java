package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Chapter 2: the support portal and what everybody may know before signing in.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class AskingForSupportTest {
    private static final String TICKETS = "/api/v1/support-tickets";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    MockMailbox mailbox;

    @Test
    void aDriversQuestionIsAnsweredByTheSupportTeam() {
        // given
        Customer customer = customers.withACard();
        Browser driver = signedIn.as(customer.driver());
        User agent = customers.user(customers.unit(null), Role.PLATFORM_OPERATOR);
        Browser operator = signedIn.as(agent);

        // when
        Response opened = driver.body(Map.of(
                        "subject", "My card is refused",
                        "description", "At the office, since Monday.",
                        "category", "CARD",
                        "priority", "HIGH",
                        "relatedTo",
                                Map.of("type", "TOKEN", "id", customer.card().id())))
                .post(TICKETS);

        // then
        opened.then()
                .statusCode(201)
                .body("status", equalTo("OPEN"))
                .body("relatedTo.type", equalTo("TOKEN"))
                .body("orgUnit.label", equalTo(customer.unit().displayName()))
                .body("allowedActions", contains("WRITE", "ATTACH", "CLOSE"));
        String ticket = TICKETS + "/" + opened.path("id");
        operator.get(TICKETS + "?category=CARD&status=OPEN&q=card is refused")
                .then()
                .body("items.id", hasItems((String) opened.path("id")));

        // when the team works on it
        operator.body(Map.of("userId", agent.id()))
                .post(ticket + "/assign")
                .then()
                .body("status", equalTo("IN_PROGRESS"))
                .body("assignee.label", equalTo(agent.email()));
        operator.body(Map.of("text", "Reader firmware?", "internal", true))
                .post(ticket + "/messages")
                .then()
                .statusCode(201);
        operator.body(Map.of("text", "Please try again now."))
                .post(ticket + "/messages")
                .then()
                .body("status", equalTo("WAITING_FOR_CUSTOMER"));

        // then the driver reads the answer, and only that
        driver.get(ticket)
                .then()
                .body("messages.text", contains("At the office, since Monday.", "Please try again now."))
                .body("messages.fromSupport", contains(false, true));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                mailbox.getMailsSentTo(customer.driver().email()))
                        .anySatisfy(mail -> assertThat(mail.getSubject())
                                .contains(opened.path("number").toString())));

        // when it goes on
        driver.body(Map.of("text", "Still refused."))
                .post(ticket + "/messages")
                .then()
                .body("status", equalTo("IN_PROGRESS"));
        operator.body(Map.of("status", "RESOLVED"))
                .post(ticket + "/status")
                .then()
                .body("status", equalTo("RESOLVED"));
        driver.body(Map.of("status", "RESOLVED"))
                .post(ticket + "/status")
                .then()
                .statusCode(403);
        driver.body(Map.of("status", "CLOSED")).post(ticket + "/status").then().body("allowedActions", hasSize(0));
        driver.body(Map.of("text", "One more thing."))
                .post(ticket + "/messages")
                .then()
                .statusCode(409);
    }

    @Test
    void driversSeeTheirOwnTicketsManagersThoseOfTheirUnits() {
        Customer customer = customers.withACard();
        Browser driver = signedIn.as(customer.driver());
        Browser colleague = signedIn.as(customer.unit(), Role.EV_DRIVER);
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Browser stranger = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT);
        String id = ask(driver);

        colleague.get(TICKETS + "/" + id).then().statusCode(404);
        colleague.get(TICKETS).then().body("totalItems", equalTo(0));
        manager.get(TICKETS).then().body("items.id", contains(id));
        manager.get(TICKETS + "/" + id).then().statusCode(200);
        stranger.get(TICKETS + "/" + id).then().statusCode(404);
        stranger.body(Map.of("text", "Hello"))
                .post(TICKETS + "/" + id + "/messages")
                .then()
                .statusCode(404);
        driver.body(Map.of("text", "Psst", "internal", true))
                .post(TICKETS + "/" + id + "/messages")
                .then()
                .statusCode(403);
        driver.body(Map.of()).post(TICKETS + "/" + id + "/assign").then().statusCode(403);
        driver.body(Map.of(
                        "subject", "Whose is it?",
                        "description", "That card.",
                        "category", "CARD",
                        "relatedTo",
                                Map.of(
                                        "type",
                                        "TOKEN",
                                        "id",
                                        customers.withACard().card().id())))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("violations.field", contains("relatedTo.id"));
    }

    @Test
    void filesAreToldByWhatIsInThemAndLimited() {
        Browser driver = signedIn.as(customers.withACard().driver());
        String files = TICKETS + "/" + ask(driver) + "/attachments";
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};

        Response attached = attach(driver, files, "../../photo?card.png", picture);
        attached.then()
                .statusCode(201)
                .body("mediaType", equalTo("image/png"))
                .body("name", equalTo("photo_card.png"))
                .body("size", equalTo(picture.length));
        Response fetched = driver.get(files + "/" + attached.path("id"));
        assertThat(fetched.asByteArray()).isEqualTo(picture);
        assertThat(fetched.header("Content-Disposition")).startsWith("attachment");
        attach(driver, files, "picture.png", new byte[] {'M', 'Z', 0, 1, 2, 3})
                .then()
                .statusCode(415);
        attach(driver, files, "page.html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(201)
                .body("mediaType", equalTo("text/plain"));
        attach(driver, files, "huge.txt", "x".repeat(4 * 1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(413);
        signedIn.as(customers.unit(null), Role.SUPPORT_AGENT)
                .get(files + "/" + attached.path("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void everybodyKnowsHowToReachUs() {
        given().get("/api/v1/config/public")
                .then()
                .statusCode(200)
                .body("brand", equalTo("Voltaire"))
                .body("languages", contains("en", "fr", "nl", "de", "it"))
                .body("support.contacts.country", contains("BE", "DE", "FR", "GB", "IT", "LU", "NL"))
                .body("apps.ios", not(equalTo(null)))
                .body("tokenTypes", contains("CARD"));
        given().get("/api/v1/config/public?country=nl").then().body("support.contacts", hasSize(1));
        given().get("/api/v1/config/public?country=x").then().statusCode(400);
    }

    private static String ask(Browser browser) {
        return browser.body(Map.of("subject", "A question", "description", "Why?", "category", "APP"))
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response attach(Browser browser, String path, String name, byte[] content) {
        return given().auth()
                .oauth2(browser.accessToken())
                .multiPart("file", name, content)
                .post(path);
    }
}
