package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What came back: the HTTP status, the OCPI envelope, and `Location` where the answer created something.
public record OcpiReply(int httpStatus, JsonNode body, Optional<String> location) {
    public int ocpiStatus() {
        return body.path("status_code").asInt();
    }

    public JsonNode data() {
        return body.path("data");
    }

    public boolean succeeded() {
        return httpStatus < 300 && ocpiStatus() == 1000;
    }
}
