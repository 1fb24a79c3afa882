package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.value.PartyId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored CPO CDR, read.
record CdrSubject(UUID id, @Nullable UUID partnerId, JsonNode json, CdrFacts facts) {

    static CdrSubject read(UUID id, @Nullable UUID partnerId, String countryCode, String partyId, byte[] raw) {
        JsonNode json = OcpiTariffJson.parse(new String(raw, StandardCharsets.UTF_8));
        return new CdrSubject(id, partnerId, json, CdrFacts.read(json, new PartyId(countryCode, partyId)));
    }
}
