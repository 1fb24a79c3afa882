package dev.voltaire.cdr.plan;

import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Finds the plan of a session within the statements of others. The plan of the unit, or of the nearest one above it,
/// goes before the one for everybody; then the one for a group of partners before the one for all, and the one for a
/// kind of connector before the one for any.
@ApplicationScoped
public class PlanReader {
    /// What [#terms] reads, of the select of [#nearest] under the alias `plan`.
    public static final String COLUMNS = "plan.plan_id, plan.kind, plan.percent, plan.per_kwh, plan.per_session,"
            + " plan.roaming_per_kwh, plan.roaming_per_session, plan.tariff\n";

    private final Map<UUID, PlanTerms> ownTariffs = new ConcurrentHashMap<>();

    /// A select of one row at most: `plan_id` and the columns [#terms] reads. The arguments are SQL expressions of
    /// ours.
    public static String nearest(String unitPath, String currency, String at, String partner, String powerType) {
        return """
                SELECT p.id AS plan_id, p.kind, p.percent, p.per_kwh, p.per_session, p.roaming_per_kwh,
                       p.roaming_per_session, p.tariff
                FROM tariff_plan p LEFT JOIN organisation_unit owner ON owner.id = p.organisation_unit_id
                WHERE p.currency = %s AND p.valid @> %s
                  AND (p.organisation_unit_id IS NULL OR %s <@ owner.path)
                  AND (p.partner_group_id IS NULL OR EXISTS (SELECT FROM partner_group_member g
                       WHERE g.group_id = p.partner_group_id AND g.partner_id = %s))
                  AND (p.connector_group IS NULL OR %s LIKE p.connector_group || '%%')
                ORDER BY nlevel(owner.path) DESC NULLS LAST, p.partner_group_id IS NULL, p.connector_group IS NULL
                LIMIT 1
                """.formatted(currency, at, unitPath, partner, powerType);
    }

    /// The terms of a plan never change, so an own tariff is read once.
    public PlanTerms terms(UUID plan, ResultSet row) throws SQLException {
        if (!row.getString("kind").equals("OWN_TARIFF")) {
            return new PlanTerms.Markup(
                    row.getBigDecimal("percent"),
                    row.getBigDecimal("per_kwh"),
                    row.getBigDecimal("per_session"),
                    new PlanTerms.RoamingFee(
                            row.getBigDecimal("roaming_per_kwh"), row.getBigDecimal("roaming_per_session")));
        }
        String tariff = row.getString("tariff");
        return ownTariffs.computeIfAbsent(
                plan,
                id -> new PlanTerms.OwnTariff(
                        OcpiTariffJson.read(OcpiTariffJson.parse(tariff)).tariff()));
    }
}
