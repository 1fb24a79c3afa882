package dev.voltaire.support;

import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on tickets. Drivers see those they opened; managers also those of their units; the operator all.
@ApplicationScoped
public class SupportTicketRepository implements PanacheRepositoryBase<SupportTicket, UUID> {
    private final Listings listings;

    @Inject
    SupportTicketRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of tickets.
    public record Summary(
            UUID id,
            long number,
            String subject,
            SupportTicket.Category category,
            SupportTicket.Priority priority,
            SupportTicket.Status status,
            UUID openedById,
            String openedBy,
            @Nullable UUID unitId,
            @Nullable String unitLabel,
            @Nullable UUID assigneeId,
            @Nullable String assignee,
            Instant openedAt,
            Instant lastActivityAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "t.*, case when o.id is not null then " + OrganisationUnitRepository.LABEL + " end as unit_label",
                    "support_ticket t left join organisation_unit o on o.id = t.organisation_unit_id")
            .search("concat_ws(' ', t.number, t.subject, t.opened_by_label)")
            .filter("status", Filter.oneOf("t.status", SupportTicket.Status.class))
            .filter("category", Filter.oneOf("t.category", SupportTicket.Category.class))
            .filter("priority", Filter.oneOf("t.priority", SupportTicket.Priority.class))
            .filter("orgUnitId", Scope.unitOrBelow("t.organisation_unit_id"))
            .filter("openedById", Filter.id("t.opened_by"))
            .filter("assigneeId", Filter.id("t.assignee_id"))
            .filter("relatedId", Filter.id("t.related_id"))
            .period("opened", "t.opened_at")
            .sort("number", "t.number")
            .sort("subject", "t.subject")
            .sort("priority", "array_position(array['LOW', 'NORMAL', 'HIGH', 'URGENT'], t.priority)")
            .sort("status", "t.status")
            .sort("openedAt", "t.opened_at")
            .sort("lastActivityAt", "t.last_activity_at")
            .defaultSort("t.id", "-lastActivityAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.bigNumber("number"),
                    row.text("subject"),
                    row.constant("category", SupportTicket.Category.class),
                    row.constant("priority", SupportTicket.Priority.class),
                    row.constant("status", SupportTicket.Status.class),
                    row.id("opened_by"),
                    row.text("opened_by_label"),
                    row.maybeId("organisation_unit_id"),
                    row.maybeText("unit_label"),
                    row.maybeId("assignee_id"),
                    row.maybeText("assignee_label"),
                    row.instant("opened_at"),
                    row.instant("last_activity_at")));

    public Page<Summary> list(ListRequest request, Caller.SignedIn by) {
        Condition own = Condition.of("t.opened_by = ?", by.userId());
        if (!manages(by)) {
            return listings.page(LISTING, request, own);
        }
        Condition within = by.scope().condition("t.organisation_unit_id");
        return listings.page(LISTING, request, within);
    }

    /// @throws ProblemException NOT_FOUND also for what the caller may not see
    public SupportTicket get(UUID id, Caller.SignedIn by) {
        return findByIdOptional(id)
                .filter(ticket -> ticket.openedById().equals(by.userId()) || manages(by) && isIn(ticket, by.scope()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Oldest first.
    public List<TicketMessage> messages(SupportTicket ticket, boolean internalToo) {
        return getEntityManager()
                .createQuery(
                        "from TicketMessage where ticketId = :ticket and (internal = false or internal = :internalToo) order by at, id",
                        TicketMessage.class)
                .setParameter("ticket", ticket.id())
                .setParameter("internalToo", internalToo)
                .getResultList();
    }

    /// Without their content, oldest first.
    public List<TicketAttachment.Summary> attachments(SupportTicket ticket) {
        return getEntityManager()
                .createQuery(
                        "select a.id, a.name, a.mediaType, a.size, a.uploadedBy, a.at from TicketAttachment a"
                                + " where a.ticketId = :ticket order by a.at, a.id",
                        TicketAttachment.Summary.class)
                .setParameter("ticket", ticket.id())
                .getResultList();
    }

    public TicketAttachment attachment(SupportTicket ticket, UUID id) {
        return getEntityManager()
                .createQuery("from TicketAttachment where id = :id and ticketId = :ticket", TicketAttachment.class)
                .setParameter("id", id)
                .setParameter("ticket", ticket.id())
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Row-level security hides what lies outside the caller's units.
    boolean exists(RelatedTo related) {
        return !getEntityManager()
                .createNativeQuery("select 1 from " + related.type().table() + " where id = :id")
                .setParameter("id", related.id())
                .getResultList()
                .isEmpty();
    }

    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('support_ticket_number')")
                        .getSingleResult())
                .longValue();
    }

    private static boolean manages(Caller.SignedIn by) {
        return by.roles().stream().anyMatch(role -> role != Role.EV_DRIVER);
    }

    private static boolean isIn(SupportTicket ticket, Scope scope) {
        OrganisationUnit unit = ticket.organisationUnit();
        return unit == null ? scope instanceof Scope.Everything : scope.contains(unit.path());
    }
}
