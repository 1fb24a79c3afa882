package dev.voltaire.support;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Opening tickets, writing in them, and what the operator's people do with them.
@ApplicationScoped
public class Support {
    private static final int LARGEST_FILE = 4 * 1024 * 1024;
    private static final int MOST_FILES = 10;

    private final SupportTicketRepository tickets;
    private final UserRepository users;
    private final OrganisationUnitRepository units;
    private final EntityManager entities;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Support(
            SupportTicketRepository tickets,
            UserRepository users,
            OrganisationUnitRepository units,
            EntityManager entities,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.tickets = tickets;
        this.users = users;
        this.units = units;
        this.entities = entities;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// A new question. `unitId` is absent when the author's first unit is meant.
    public record Question(
            String subject,
            String description,
            SupportTicket.Category category,
            SupportTicket.Priority priority,
            @Nullable UUID unitId,
            @Nullable RelatedTo related) {}

    /// @throws ProblemException VALIDATION_FAILED when the related thing does not exist for the author
    @Transactional
    public SupportTicket open(Question question, Caller.SignedIn by) {
        User author = users.findById(by.userId());
        RelatedTo related = question.related();
        if (related != null && !tickets.exists(related)) {
            throw ProblemException.invalid(List.of(new Violation("relatedTo.id", "problem.not-found.title")));
        }
        SupportTicket ticket = new SupportTicket(
                tickets.nextNumber(),
                author,
                unit(question, author, by),
                question.subject(),
                question.category(),
                question.priority(),
                related,
                clock.instant());
        tickets.persistAndFlush(ticket);
        entities.persist(new TicketMessage(ticket, by, false, question.description(), clock.instant()));
        log("support-ticket-opened", ticket);
        return ticket;
    }

    /// The support team's answer is mailed to whoever opened the ticket, unless it is internal.
    @Transactional
    public TicketMessage write(UUID ticketId, String text, boolean internal, Caller.SignedIn by) {
        SupportTicket ticket = tickets.get(ticketId, by);
        if (internal && !by.isOperator()) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        TicketMessage message = new TicketMessage(ticket, by, internal, text, clock.instant());
        entities.persist(message);
        if (internal) {
            ticket.touched(clock.instant());
        } else if (by.isOperator()) {
            ticket.answered(clock.instant());
            outbox.publish(new TicketAnswered(ticketId, message.id()));
        } else {
            ticket.heardFromCustomer(clock.instant());
        }
        return message;
    }

    /// @throws ProblemException BODY_TOO_LARGE; UNSUPPORTED_MEDIA_TYPE by its content; WRONG_STATE when it is full
    @Transactional
    public TicketAttachment attach(UUID ticketId, String name, byte[] content, Caller.SignedIn by) {
        SupportTicket ticket = tickets.get(ticketId, by);
        if (content.length > LARGEST_FILE) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
        AttachmentType type =
                AttachmentType.of(content).orElseThrow(() -> new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE));
        if (tickets.attachments(ticket).size() >= MOST_FILES) {
            throw new ProblemException(Problem.WRONG_STATE, ticket.number(), MOST_FILES);
        }
        ticket.touched(clock.instant());
        TicketAttachment attachment = new TicketAttachment(ticket, name, type, content, by.label(), clock.instant());
        entities.persist(attachment);
        entities.flush();
        return attachment;
    }

    /// Customers close their tickets; everything else is the support team's.
    @Transactional
    public SupportTicket become(UUID ticketId, SupportTicket.Status wanted, Caller.SignedIn by) {
        SupportTicket ticket = tickets.get(ticketId, by);
        if (!by.isOperator() && wanted != SupportTicket.Status.CLOSED) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        ticket.become(wanted, clock.instant());
        tickets.flush();
        log("support-ticket-" + wanted.name().toLowerCase(Locale.ROOT).replace('_', '-'), ticket);
        return ticket;
    }

    /// To somebody of the operator's people; null takes it away.
    @Transactional
    public SupportTicket assign(UUID ticketId, @Nullable UUID userId, Caller.SignedIn by) {
        SupportTicket ticket = tickets.get(ticketId, by);
        User assignee = userId == null ? null : users.get(userId, by.scope());
        if (assignee != null && !assignee.roles().contains(Role.PLATFORM_OPERATOR)) {
            throw ProblemException.invalid(List.of(new Violation("userId", "validation.not-in-the-support-team")));
        }
        ticket.assign(assignee, clock.instant());
        tickets.flush();
        log("support-ticket-assigned", ticket);
        return ticket;
    }

    @Transactional
    public SupportTicket rank(
            UUID ticketId, SupportTicket.Category category, SupportTicket.Priority priority, Caller.SignedIn by) {
        SupportTicket ticket = tickets.get(ticketId, by);
        ticket.rank(category, priority);
        tickets.flush();
        return ticket;
    }

    private @Nullable OrganisationUnit unit(Question question, User author, Caller.SignedIn by) {
        if (question.unitId() != null) {
            return units.get(question.unitId(), by.scope());
        }
        return units.all(author.organisationUnitIds()).stream()
                .filter(unit -> unit.status() == OrganisationUnit.Status.ACTIVE)
                .findFirst()
                .orElse(null);
    }

    private void log(String action, SupportTicket ticket) {
        OrganisationUnit unit = ticket.organisationUnit();
        audit.record(
                action,
                "support-ticket",
                ticket.id(),
                unit == null ? null : unit.id(),
                Map.of("number", ticket.number(), "status", ticket.status()));
    }
}
