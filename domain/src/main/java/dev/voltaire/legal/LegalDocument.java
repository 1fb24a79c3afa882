package dev.voltaire.legal;

import dev.voltaire.message.Language;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/// A text in one language. Another wording is another version, in every language.
@Entity
@Immutable
@Table(name = "legal_document")
public class LegalDocument {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column
    @Enumerated(EnumType.STRING)
    private Type type;

    @Column
    @Enumerated(EnumType.STRING)
    private Language language;

    @Column
    private int version;

    @Column
    private String title;

    @Column
    private String content;

    @Column(name = "published_by")
    private String publishedBy;

    @Column(name = "published_at")
    private Instant publishedAt;

    /// What it is about.
    public enum Type {
        TERMS_AND_CONDITIONS,
        PRIVACY_POLICY,
        LICENCE_AGREEMENT
    }

    protected LegalDocument() {}

    LegalDocument(Type type, Language language, int version, String title, String content, String by, Instant at) {
        this.type = type;
        this.language = language;
        this.version = version;
        this.title = title;
        this.content = content;
        this.publishedBy = by;
        this.publishedAt = at;
    }

    public UUID id() {
        return id;
    }

    public Type type() {
        return type;
    }

    public Language language() {
        return language;
    }

    public int version() {
        return version;
    }

    public String title() {
        return title;
    }

    public String content() {
        return content;
    }

    public String publishedBy() {
        return publishedBy;
    }

    public Instant publishedAt() {
        return publishedAt;
    }
}
