package dev.voltaire.export;

import dev.voltaire.organisation.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file somebody asked for.
///
/// @param filters those of the list it exports
/// @param scope what its requester could see then
/// @param byteOrderMark for spreadsheet programs that take CSV for something other than UTF-8 without it
public record ExportJob(
        UUID id,
        Type type,
        Format format,
        boolean byteOrderMark,
        @Nullable String q,
        Map<String, List<String>> filters,
        Scope scope,
        State state,
        @Nullable Long rowsTotal,
        long rowsWritten,
        UUID requestedBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt) {

    public enum Type {
        CPO_CDR,
        MSP_CDR
    }

    public enum Format {
        CSV,
        XLSX
    }

    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        /// The file is gone.
        EXPIRED
    }
}
