package dev.voltaire.api.exchange;

import dev.voltaire.api.http.Reference;
import dev.voltaire.exchange.Exchange.Direction;
import dev.voltaire.exchange.Messages;
import dev.voltaire.exchange.Replays;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// OCPI messages as JSON, uids and secrets masked.
public final class MessageBody {
    private MessageBody() {}

    @Schema(name = "OcpiMessageListItem")
    public record Line(
            UUID id,
            Instant at,

            @Schema(description = "Absent for unknown callers and in the handshake") @Nullable
            Reference partner,

            @Schema(description = "IN: from the partner; OUT: from us")
            Direction direction,

            String module,
            String method,
            @Schema(description = "With its query") String path,

            @Schema(description = "Absent when no answer was had") @Nullable
            Integer httpStatus,

            @Nullable Integer ocpiStatus,
            boolean succeeded,
            int durationMillis,
            String requestId,
            String correlationId,
            @Nullable String error,
            @Nullable String version,

            @Schema(description = "The message that was taken in again") @Nullable
            UUID replayOf) {
        public static Line of(Messages.Line line) {
            UUID partnerId = line.partnerId();
            String name = line.partnerName();
            return new Line(
                    line.id(),
                    line.at(),
                    partnerId == null ? null : new Reference(partnerId, name == null ? "" : name),
                    line.direction(),
                    line.module(),
                    line.method(),
                    line.path(),
                    line.httpStatus(),
                    line.ocpiStatus(),
                    line.succeeded(),
                    line.durationMillis(),
                    line.requestId(),
                    line.correlationId(),
                    line.error(),
                    line.version(),
                    line.replayOf());
        }
    }

    @Schema(name = "OcpiReplay", description = "A message that somebody had taken in again")
    record Replay(
            UUID id,
            UUID messageId,
            String requestedBy,
            Instant requestedAt,

            @Schema(description = "Absent while it is under way") @Nullable
            Instant finishedAt,

            @Nullable Integer httpStatus,
            @Nullable Integer ocpiStatus,
            @Nullable String result) {
        static Replay of(Replays.Replay replay) {
            return new Replay(
                    replay.id(),
                    replay.messageId(),
                    replay.requestedBy(),
                    replay.requestedAt(),
                    replay.finishedAt(),
                    replay.httpStatus(),
                    replay.ocpiStatus(),
                    replay.result());
        }
    }

    @Schema(name = "OcpiMessage")
    record Whole(
            Line message,

            @Schema(description = "The body, masked, as far as it was kept") @Nullable
            String request,

            @Schema(description = "In bytes, as it was sent")
            int requestSize,

            @Nullable String answer,
            int answerSize,
            List<Replay> replays,
            List<String> allowedActions) {
        static Whole of(Messages.Whole whole, List<Replays.Replay> replays, boolean replayable) {
            return new Whole(
                    Line.of(whole.line()),
                    whole.request(),
                    whole.requestSize(),
                    whole.answer(),
                    whole.answerSize(),
                    replays.stream().map(Replay::of).toList(),
                    replayable ? List.of("replay") : List.of());
        }
    }
}
