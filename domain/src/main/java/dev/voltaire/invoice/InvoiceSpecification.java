package dev.voltaire.invoice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.cdr.CostComponent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an invoice charges in detail: every CDR in the version that was invoiced, with its components.
@ApplicationScoped
public class InvoiceSpecification {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<CostComponent, BigDecimal>> COMPONENTS = new TypeReference<>() {};
    private static final int BATCH = 2000;

    private final EntityManager database;

    @Inject
    InvoiceSpecification(EntityManager database) {
        this.database = database;
    }

    /// One session or one reimbursement of home charging.
    ///
    /// @param costs by component, empty for a reimbursement
    /// @param net before tax, in the currency of the invoice
    public record Entry(
            UUID id,
            String cdrId,
            int version,
            boolean late,
            boolean credit,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            String unit,
            @Nullable String profile,
            @Nullable String costCentre,
            @Nullable String operator,
            @Nullable String location,
            @Nullable String evseId,
            @Nullable String country,
            @Nullable BigDecimal energyKwh,
            Map<CostComponent, BigDecimal> costs,
            BigDecimal net) {}

    /// Every entry, oldest first, in batches: an invoice may have 100,000 of them. In the caller's transaction.
    public void each(Invoice invoice, Consumer<Entry> reader) {
        Instant after = Instant.EPOCH;
        UUID last = new UUID(0, 0);
        List<Tuple> batch = batch(invoice, after, last);
        while (!batch.isEmpty()) {
            batch.forEach(row -> reader.accept(entry(row)));
            Tuple end = batch.getLast();
            after = end.get("at", Instant.class);
            last = end.get("id", UUID.class);
            batch = batch.size() < BATCH ? List.of() : batch(invoice, after, last);
        }
    }

    /// How many entries [#each] reads.
    public int count(Invoice invoice) {
        return ((Number) database.createNativeQuery("""
                        select (select count(*) from invoiced_cdr where invoice_id = :invoice)
                             + (select count(*) from invoiced_reimbursement where invoice_id = :invoice)
                        """, Long.class)
                        .setParameter("invoice", invoice.id())
                        .getSingleResult())
                .intValue();
    }

    private List<Tuple> batch(Invoice invoice, Instant after, UUID last) {
        return database.createNativeQuery("""
                        with entry as (
                            select m.id, m.cdr_id, i.version, i.late, m.credit, m.started_at, m.ended_at,
                                   m.organisation_unit_id, m.profile_id, m.country_code || '*' || m.party_id as operator,
                                   m.location_name as location, m.evse_id, c.country, m.energy_kwh,
                                   cast(v.costs as text) as costs, i.net, i.cost_centre,
                                   coalesce(m.started_at, m.created_at) as at
                            from invoiced_cdr i join msp_cdr m on m.id = i.msp_cdr_id
                            join msp_cdr_version v on v.msp_cdr_id = i.msp_cdr_id and v.version = i.version
                            join cpo_cdr c on c.id = m.cpo_cdr_id
                            where i.invoice_id = :invoice
                            union all
                            select r.id, c.cdr_id, 1, false, r.kind = 'CORRECTION', r.started_at, r.ended_at,
                                   r.organisation_unit_id, r.profile_id, null, c.location_name, c.evse_id, c.country,
                                   r.kwh, '{}', i.net, i.cost_centre, r.started_at
                            from invoiced_reimbursement i join reimbursement r on r.id = i.reimbursement_id
                            join cpo_cdr c on c.id = r.cpo_cdr_id
                            where i.invoice_id = :invoice)
                        select e.*, u.name as unit, p.name as profile
                        from entry e join organisation_unit u on u.id = e.organisation_unit_id
                        left join profile p on p.id = e.profile_id
                        where (e.at, e.id) > (:after, :last)
                        order by e.at, e.id limit :batch
                        """, Tuple.class)
                .setParameter("invoice", invoice.id())
                .setParameter("after", after)
                .setParameter("last", last)
                .setParameter("batch", BATCH)
                .getResultList();
    }

    private static Entry entry(Tuple row) {
        return new Entry(
                row.get("id", UUID.class),
                row.get("cdr_id", String.class),
                row.get("version", Integer.class),
                row.get("late", Boolean.class),
                row.get("credit", Boolean.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("unit", String.class),
                row.get("profile", String.class),
                row.get("cost_centre", String.class),
                row.get("operator", String.class),
                row.get("location", String.class),
                row.get("evse_id", String.class),
                row.get("country", String.class),
                row.get("energy_kwh", BigDecimal.class),
                read(row.get("costs", String.class)),
                row.get("net", BigDecimal.class));
    }

    private static Map<CostComponent, BigDecimal> read(String costs) {
        try {
            return JSON.readValue(costs, COMPONENTS);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
