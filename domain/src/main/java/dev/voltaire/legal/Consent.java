package dev.voltaire.legal;

import dev.voltaire.message.Language;
import java.time.Instant;
import java.util.UUID;

/// That a user accepted a version of a document, in the language it was read in.
public record Consent(
        UUID documentId, LegalDocument.Type type, int version, Language language, String title, Instant acceptedAt) {}
