package dev.voltaire.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.harness.NodeScript;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// A charger made of the npm package `ocpp-rpc`, which checks every frame of both sides against the official schemas.
public final class ScriptedCharger implements AutoCloseable {
    public static final String OCPP_16 = "ocpp1.6";
    public static final String OCPP_201 = "ocpp2.0.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeScript script;

    private ScriptedCharger(NodeScript script) {
        this.script = script;
    }

    /// A connected charger.
    public static ScriptedCharger connect(URI endpoint, String identity, String password, String protocol) {
        var script = start(endpoint, identity, password, protocol);
        var greeting = read(script.nextLine());
        if (!greeting.path("connected").asText().equals(protocol)) {
            script.close();
            throw new AssertionError("the charger did not connect: " + greeting);
        }
        return new ScriptedCharger(script);
    }

    /// The HTTP status with which the server refuses the upgrade.
    public static int refusal(URI endpoint, String identity, String password, String protocol) {
        try (var script = start(endpoint, identity, password, protocol)) {
            return read(script.nextLine()).path("refused").asInt();
        }
    }

    /// Calls the server and returns its answer's payload.
    public JsonNode call(String action, String payload) {
        var answer = ask(action, payload);
        if (!answer.has("result")) {
            throw new AssertionError(action + " was answered with " + answer);
        }
        return answer.path("result");
    }

    /// Calls the server and returns the OCPP error code it answers with.
    public String callRefused(String action, String payload) {
        return ask(action, payload).path("error").asText();
    }

    /// Sends every message the protocol knows, with valid content. The answers' statuses by action.
    ///
    /// @throws AssertionError when one of ours breaks the official schemas
    public JsonNode sayEverything(String card, Instant at) {
        var everything = JSON.createObjectNode();
        everything.putObject("everything").put("uid", card).put("at", at.toString());
        var said = read(script.ask(everything.toString()));
        if (!said.path("violations").isEmpty()) {
            throw new AssertionError("the server broke the schemas: " + said.path("violations"));
        }
        return said.path("answers");
    }

    /// What it answers to this command of the server's from now on, and to no other.
    public void answer(String action, String payload) {
        var answers = JSON.createObjectNode();
        answers.putObject("answers").set(action, read(payload));
        script.ask(answers.toString());
    }

    /// What the server has sent so far, each as action and payload; an error is all it was answered.
    ///
    /// @throws AssertionError when one of them breaks the official schemas
    public JsonNode commands() {
        var received = read(script.ask("{\"commands\": true}"));
        if (!received.path("violations").isEmpty()) {
            throw new AssertionError("the server broke the schemas: " + received.path("violations"));
        }
        return received.path("commands");
    }

    /// The close code with which the server ends the connection.
    public int awaitClosed() {
        return read(script.nextLine()).path("closed").asInt();
    }

    @Override
    public void close() {
        script.close();
    }

    private JsonNode ask(String action, String payload) {
        var line = JSON.createObjectNode().put("action", action).set("payload", read(payload));
        return read(script.ask(line.toString()));
    }

    private static NodeScript start(URI endpoint, String identity, String password, String protocol) {
        return NodeScript.start(
                "charger.js",
                Map.of(
                        "OCPP_ENDPOINT", endpoint.toString(),
                        "OCPP_IDENTITY", identity,
                        "OCPP_PASSWORD", password,
                        "OCPP_PROTOCOL", protocol));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
