package dev.voltaire.api.cdr;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Why a decision was made.
@Schema(name = "ApprovalNote")
public record ApprovalRequest(@Nullable @Size(max = 1000) String note) {}
