package dev.voltaire.api.http;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Another object, with what a table shows of it.
@Schema(name = "Reference")
public record Reference(UUID id, String label) {}
