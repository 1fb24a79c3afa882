package dev.voltaire.legal;

import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All queries on legal documents and consents.
@ApplicationScoped
public class LegalDocumentRepository implements PanacheRepositoryBase<LegalDocument, UUID> {

    public LegalDocument get(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The newest version in the language; in English where it was not translated.
    public Optional<LegalDocument> current(LegalDocument.Type type, Language language) {
        return find(
                        "type = ?1 and version = (select max(version) from LegalDocument where type = ?1)"
                                + " and language in ?2 order by case when language = ?3 then 0 else 1 end",
                        type,
                        List.of(language, Language.EN),
                        language)
                .firstResultOptional();
    }

    /// Newest first.
    public List<LegalDocument> versions(LegalDocument.Type type) {
        return list("type = ?1 order by version desc, language", type);
    }

    int newestVersion(LegalDocument.Type type) {
        return ((Number) getEntityManager()
                        .createQuery("select coalesce(max(d.version), 0) from LegalDocument d where d.type = :type")
                        .setParameter("type", type)
                        .getSingleResult())
                .intValue();
    }

    boolean exists(LegalDocument.Type type, Language language, int version) {
        return count("type = ?1 and language = ?2 and version = ?3", type, language, version) > 0;
    }

    /// Twice is once, and the first time counts.
    void accept(UUID userId, LegalDocument document, Instant at) {
        getEntityManager()
                .createNativeQuery("insert into consent (id, user_id, document_id, accepted_at)"
                        + " values (uuidv7(), :user, :document, :at) on conflict (user_id, document_id) do nothing")
                .setParameter("user", userId)
                .setParameter("document", document.id())
                .setParameter("at", at)
                .executeUpdate();
    }

    /// What the user ever accepted, newest first.
    List<Consent> consents(UUID userId) {
        List<Tuple> rows = getEntityManager()
                .createNativeQuery("""
                        select d.*, c.accepted_at from consent c join legal_document d on d.id = c.document_id
                        where c.user_id = :user order by c.accepted_at desc
                        """, Tuple.class)
                .setParameter("user", userId)
                .getResultList();
        return rows.stream()
                .map(row -> new Consent(
                        row.get("id", UUID.class),
                        LegalDocument.Type.valueOf(row.get("type", String.class)),
                        row.get("version", Integer.class),
                        Language.valueOf(row.get("language", String.class)),
                        row.get("title", String.class),
                        row.get("accepted_at", Instant.class)))
                .toList();
    }
}
