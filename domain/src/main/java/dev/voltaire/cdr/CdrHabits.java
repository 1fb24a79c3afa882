package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.partner.PartnerSettings;
import dev.voltaire.tariff.ocpi.VatFractions;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How a partner writes its CDRs otherwise than the specification has it. What was received stays as it is, byte by
/// byte; this is how it is read.
///
/// @param currency what is meant where a CDR does not say; absent when that is not known
/// @param vatAsFraction the VAT of its tariffs is 0.21 where 21 is meant
record CdrHabits(@Nullable String currency, boolean vatAsFraction) {
    static final CdrHabits NONE = new CdrHabits(null, false);

    /// To be selected from `partner p`, joined to the left.
    static final String COLUMNS = "p.settings ->> 'currency' AS usual_currency,"
            + " coalesce((p.settings ->> 'vatAsFraction')::boolean, false) AS vat_as_fraction";

    static CdrHabits of(PartnerSettings settings) {
        return new CdrHabits(settings.currency(), settings.vatAsFraction());
    }

    static CdrHabits of(ResultSet row) throws SQLException {
        return new CdrHabits(row.getString("usual_currency"), row.getBoolean("vat_as_fraction"));
    }

    /// Changes what was read, and returns it.
    JsonNode applyTo(JsonNode cdr) {
        if (cdr instanceof ObjectNode object) {
            if (currency != null && object.path("currency").asText("").isBlank()) {
                object.put("currency", currency);
            }
            if (vatAsFraction) {
                object.path("tariffs").forEach(VatFractions::toPercent);
            }
        }
        return cdr;
    }
}
