package dev.voltaire.legal;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Publishing documents and accepting them.
@ApplicationScoped
public class Consents {
    private final LegalDocumentRepository documents;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Consents(LegalDocumentRepository documents, Audit audit, Clock clock) {
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    /// A document in force, and the user's consent to this version of it in whatever language, if there is one.
    public record Standing(LegalDocument document, @Nullable Consent consent) {}

    /// @param version the newest, for a translation, or the next one
    /// @throws ProblemException ALREADY_EXISTS for a language that has this version; INVALID_PARAMETER for one that
    ///     leaves a gap or is superseded
    @Transactional
    public LegalDocument publish(
            LegalDocument.Type type, Language language, int version, String title, String content, Caller by) {
        int newest = documents.newestVersion(type);
        if (version < Math.max(newest, 1) || version > newest + 1) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "version");
        }
        if (documents.exists(type, language, version)) {
            throw new ProblemException(Problem.ALREADY_EXISTS, type + " " + version + " " + language);
        }
        LegalDocument document = new LegalDocument(type, language, version, title, content, by.name(), clock.instant());
        documents.persistAndFlush(document);
        audit.record(
                "legal-document-published",
                "legal-document",
                document.id(),
                null,
                Map.of("type", type, "version", version, "language", language.tag()));
        return document;
    }

    /// @throws ProblemException WRONG_STATE for a version that is no longer in force
    @Transactional
    public void accept(UUID documentId, Caller.SignedIn by, @Nullable UUID unitId) {
        LegalDocument document = documents.get(documentId);
        if (document.version() != documents.newestVersion(document.type())) {
            throw new ProblemException(Problem.WRONG_STATE, document.title(), document.version());
        }
        documents.accept(by.userId(), document, clock.instant());
        audit.record(
                "consent-given",
                "user",
                by.userId(),
                unitId,
                Map.of(
                        "type",
                        document.type(),
                        "version",
                        document.version(),
                        "language",
                        document.language().tag()));
    }

    /// The documents in force in the language, and which of them the user has accepted.
    @Transactional
    public List<Standing> standing(UUID userId, Language language) {
        List<Consent> given = documents.consents(userId);
        List<Standing> standing = new ArrayList<>();
        for (LegalDocument.Type type : LegalDocument.Type.values()) {
            Optional<LegalDocument> current = documents.current(type, language);
            current.ifPresent(document -> standing.add(new Standing(
                    document,
                    given.stream()
                            .filter(consent -> consent.type() == type && consent.version() == document.version())
                            .findFirst()
                            .orElse(null))));
        }
        return standing;
    }

    /// All consents ever given, newest first.
    @Transactional
    public List<Consent> given(UUID userId) {
        return documents.consents(userId);
    }
}
