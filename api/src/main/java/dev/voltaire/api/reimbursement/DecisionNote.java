package dev.voltaire.api.reimbursement;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the other side reads beside a decision.
@Schema(name = "DecisionNote")
record DecisionNote(@Nullable @Size(max = 500) String note) {}
