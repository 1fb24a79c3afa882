package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.value.PartyId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored CPO CDR, read as its partner means it.
///
/// @param duplicateOf the same CDR, received earlier from another partner
record CdrSubject(
        UUID id, @Nullable UUID partnerId, @Nullable UUID duplicateOf, JsonNode json, CdrFacts facts) {
    /// To be selected from `cpo_cdr c` and `partner p`.
    static final String COLUMNS =
            "c.id, c.partner_id, c.duplicate_of, c.country_code, c.party_id, c.raw, " + CdrHabits.COLUMNS;

    static CdrSubject read(ResultSet row) throws SQLException {
        JsonNode json = OcpiTariffJson.parse(new String(row.getBytes("raw"), StandardCharsets.UTF_8));
        CdrHabits.of(row).applyTo(json);
        return new CdrSubject(
                Sql.id(row, "id"),
                row.getObject("partner_id", UUID.class),
                row.getObject("duplicate_of", UUID.class),
                json,
                CdrFacts.read(json, new PartyId(row.getString("country_code"), row.getString("party_id"))));
    }
}
