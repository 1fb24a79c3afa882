package dev.voltaire.api.support;

import dev.voltaire.api.http.Reference;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.support.RelatedTo;
import dev.voltaire.support.SupportTicket;
import dev.voltaire.support.SupportTicketRepository;
import dev.voltaire.support.TicketAttachment;
import dev.voltaire.support.TicketMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A ticket with everything that was written in it.
@Schema(name = "SupportTicket")
record SupportTicketBody(
        UUID id,
        long number,
        String subject,
        SupportTicket.Category category,
        SupportTicket.Priority priority,
        SupportTicket.Status status,
        Reference openedBy,
        @Nullable Reference orgUnit,
        @Nullable Related relatedTo,
        @Nullable Reference assignee,
        Instant openedAt,
        Instant lastActivityAt,
        @Nullable Instant resolvedAt,
        List<Message> messages,
        List<TicketAttachment.Summary> attachments,
        List<Action> allowedActions) {

    /// What the caller may do with the ticket now.
    @Schema(name = "SupportTicketAction")
    enum Action {
        WRITE,
        ATTACH,
        CLOSE,
        WRITE_INTERNALLY,
        ASSIGN,
        RANK,
        RESOLVE
    }

    /// What the ticket is about.
    @Schema(name = "TicketSubject")
    record Related(RelatedTo.@NotNull Type type, @NotNull UUID id) {}

    /// Something written. Internal messages are the support team's.
    @Schema(name = "TicketMessage")
    record Message(UUID id, String author, boolean fromSupport, boolean internal, String text, Instant at) {

        static Message of(TicketMessage message) {
            return new Message(
                    message.id(),
                    message.authorLabel(),
                    message.fromSupport(),
                    message.internal(),
                    message.text(),
                    message.at());
        }
    }

    /// A row of the list.
    @Schema(name = "SupportTicketRow")
    record Row(
            UUID id,
            long number,
            String subject,
            SupportTicket.Category category,
            SupportTicket.Priority priority,
            SupportTicket.Status status,
            Reference openedBy,
            @Nullable Reference orgUnit,
            @Nullable Reference assignee,
            Instant openedAt,
            Instant lastActivityAt) {

        static Row of(SupportTicketRepository.Summary ticket) {
            return new Row(
                    ticket.id(),
                    ticket.number(),
                    ticket.subject(),
                    ticket.category(),
                    ticket.priority(),
                    ticket.status(),
                    new Reference(ticket.openedById(), ticket.openedBy()),
                    reference(ticket.unitId(), ticket.unitLabel()),
                    reference(ticket.assigneeId(), ticket.assignee()),
                    ticket.openedAt(),
                    ticket.lastActivityAt());
        }

        private static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
            return id == null || label == null ? null : new Reference(id, label);
        }
    }

    /// A new question.
    @Schema(name = "SupportTicketRequest")
    record Request(
            @NotBlank @Size(max = 200) String subject,
            @NotBlank @Size(max = 10_000) String description,
            @NotNull SupportTicket.Category category,
            @Schema(defaultValue = "NORMAL") SupportTicket.@Nullable Priority priority,

            @Nullable @Schema(description = "Absent: the author's first")
            UUID orgUnitId,

            @Nullable @Valid Related relatedTo) {}

    static SupportTicketBody of(
            SupportTicket ticket,
            List<TicketMessage> messages,
            List<TicketAttachment.Summary> attachments,
            Caller.SignedIn by) {
        OrganisationUnit unit = ticket.organisationUnit();
        RelatedTo related = ticket.related();
        UUID assignee = ticket.assigneeId();
        String assigneeLabel = ticket.assigneeLabel();
        return new SupportTicketBody(
                ticket.id(),
                ticket.number(),
                ticket.subject(),
                ticket.category(),
                ticket.priority(),
                ticket.status(),
                new Reference(ticket.openedById(), ticket.openedByLabel()),
                unit == null ? null : new Reference(unit.id(), unit.displayName()),
                related == null ? null : new Related(related.type(), related.id()),
                assignee == null || assigneeLabel == null ? null : new Reference(assignee, assigneeLabel),
                ticket.openedAt(),
                ticket.lastActivityAt(),
                ticket.resolvedAt(),
                messages.stream().map(Message::of).toList(),
                attachments,
                allowed(ticket, by));
    }

    private static List<Action> allowed(SupportTicket ticket, Caller.SignedIn by) {
        if (ticket.status() == SupportTicket.Status.CLOSED) {
            return List.of();
        }
        List<Action> actions = new ArrayList<>(List.of(Action.WRITE, Action.ATTACH, Action.CLOSE));
        if (by.isOperator()) {
            actions.addAll(List.of(Action.WRITE_INTERNALLY, Action.ASSIGN, Action.RANK));
            if (ticket.status() != SupportTicket.Status.RESOLVED) {
                actions.add(Action.RESOLVE);
            }
        }
        return actions;
    }
}
