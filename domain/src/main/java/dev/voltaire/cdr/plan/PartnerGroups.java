package dev.voltaire.cdr.plan;

import dev.voltaire.audit.Audit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Groups of partners, for plans.
@ApplicationScoped
public class PartnerGroups {
    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    PartnerGroups(Sql sql, Audit audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<PartnerGroup> all() {
        Map<UUID, List<PartnerGroup.Member>> members = new HashMap<>();
        sql.each(
                """
                SELECT m.group_id, p.id, p.name FROM partner_group_member m JOIN partner p ON p.id = m.partner_id
                ORDER BY p.name
                """,
                row -> Map.entry(
                        Sql.id(row, "group_id"), new PartnerGroup.Member(Sql.id(row, "id"), row.getString("name"))),
                member -> members.computeIfAbsent(member.getKey(), group -> new ArrayList<>())
                        .add(member.getValue()));
        return sql.query(
                "SELECT id, revision, name FROM partner_group ORDER BY name",
                row -> new PartnerGroup(
                        Sql.id(row, "id"),
                        row.getInt("revision"),
                        row.getString("name"),
                        members.getOrDefault(Sql.id(row, "id"), List.of())));
    }

    /// @throws ProblemException NOT_FOUND
    @Transactional
    public PartnerGroup get(UUID id) {
        return all().stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// @throws ProblemException ALREADY_EXISTS for a used name, VALIDATION_FAILED for an unknown partner
    @Transactional
    public UUID create(String name, Set<UUID> partners) {
        UUID id = sql.first("""
                        INSERT INTO partner_group (name, created_at) VALUES (?, ?)
                        ON CONFLICT (name) DO NOTHING RETURNING id
                        """, row -> Sql.id(row, "id"), name, clock.instant())
                .orElseThrow(() -> new ProblemException(Problem.ALREADY_EXISTS));
        fill(id, partners);
        audit.record("partner-group-created", "partner-group", id, null, Map.of("name", name));
        return id;
    }

    /// @throws ProblemException MARGIN_BY_COUNTRY when a plan for this group would become one for a country
    @Transactional
    public void change(UUID id, String name, Set<UUID> partners, ExpectedVersion expected) {
        int changed = sql.update(
                "UPDATE partner_group SET name = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                name,
                id,
                expected.number());
        if (changed == 0) {
            get(id);
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
        sql.update("DELETE FROM partner_group_member WHERE group_id = ?", id);
        fill(id, partners);
        boolean priced = sql.first("SELECT 1 FROM tariff_plan WHERE partner_group_id = ? LIMIT 1", row -> true, id)
                .isPresent();
        if (priced) {
            mustNotStandForACountry(id);
        }
        audit.record("partner-group-changed", "partner-group", id, null, Map.of("partners", partners.size()));
    }

    void mustNotStandForACountry(UUID group) {
        Set<UUID> members = new HashSet<>(sql.query(
                "SELECT partner_id FROM partner_group_member WHERE group_id = ?",
                row -> Sql.id(row, "partner_id"),
                group));
        Map<UUID, Set<String>> countries = new HashMap<>();
        sql.each(
                "SELECT DISTINCT partner_id, country_code FROM partner_role WHERE role = 'CPO'",
                row -> Map.entry(Sql.id(row, "partner_id"), row.getString("country_code")),
                role -> countries
                        .computeIfAbsent(role.getKey(), partner -> new HashSet<>())
                        .add(role.getValue()));
        if (CountryNeutrality.standsForACountry(members, countries)) {
            throw new ProblemException(Problem.MARGIN_BY_COUNTRY);
        }
    }

    private void fill(UUID id, Set<UUID> partners) {
        int found = sql.update(
                "INSERT INTO partner_group_member (group_id, partner_id) SELECT ?, id FROM partner WHERE id = ANY (?)",
                id,
                partners.toArray(UUID[]::new));
        if (found != partners.size()) {
            throw ProblemException.invalid(List.of(new Violation("partnerIds", "validation.unknown")));
        }
    }
}
