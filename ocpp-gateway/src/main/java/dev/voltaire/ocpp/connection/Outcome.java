package dev.voltaire.ocpp.connection;

import com.fasterxml.jackson.databind.JsonNode;

/// How a call to a charger ended.
public sealed interface Outcome {
    record Answered(JsonNode payload) implements Outcome {}

    record Refused(String code, String description) implements Outcome {}

    record TimedOut() implements Outcome {}

    /// The connection ended before an answer came; whether the charger acted is unknown.
    record ConnectionLost() implements Outcome {}
}
