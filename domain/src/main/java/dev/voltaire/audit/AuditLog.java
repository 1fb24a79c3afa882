package dev.voltaire.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The audit log as people read it.
@ApplicationScoped
public class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final Listings listings;

    @Inject
    AuditLog(Listings listings) {
        this.listings = listings;
    }

    /// One event.
    public record Entry(
            UUID id,
            Instant at,
            Actor.Kind actorKind,
            @Nullable String actorId,
            String actor,
            String action,
            String entityType,
            UUID entityId,
            @Nullable UUID orgUnitId,
            Map<String, Object> details,
            boolean chained) {}

    private static final Listing<Entry> LISTING = Listing.of("a.*, a.hash is not null as chained", "audit_event a")
            .search("concat_ws(' ', a.actor_label, a.action, a.entity_type)")
            .filter("entityType", Filter.text("a.entity_type"))
            .filter("entityId", Filter.id("a.entity_id"))
            .filter("action", Filter.text("a.action"))
            .filter("actorId", Filter.text("a.actor_id"))
            .filter("orgUnitId", Filter.id("a.organisation_unit_id"))
            .period("at", "a.at")
            .sort("at", "a.at")
            .defaultSort("a.id desc", "-at")
            .rows(row -> new Entry(
                    row.id("id"),
                    row.instant("at"),
                    row.constant("actor_kind", Actor.Kind.class),
                    row.maybeText("actor_id"),
                    row.text("actor_label"),
                    row.text("action"),
                    row.text("entity_type"),
                    row.id("entity_id"),
                    row.maybeId("organisation_unit_id"),
                    details(row.text("details")),
                    row.flag("chained")));

    /// Newest first unless otherwise wanted.
    public Page<Entry> list(ListRequest request, Condition restriction) {
        return listings.page(LISTING, request, restriction);
    }

    private static Map<String, Object> details(String json) {
        try {
            return JSON.readValue(json, DETAILS);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
