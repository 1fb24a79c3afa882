package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.organisation.Address;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// One card for one profile, with the name and address as they were when it was ordered.
@Entity
@Table(name = "token_request_line")
public class TokenRequestLine {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "request_id")
    private TokenRequest request;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "profile_id")
    private Profile profile;

    @Column(name = "driver_name")
    private String driverName;

    @Embedded
    private @Nullable Address delivery;

    @Column(name = "token_id")
    private @Nullable UUID tokenId;

    protected TokenRequestLine() {}

    TokenRequestLine(TokenRequest request, Profile profile) {
        this.request = request;
        this.profile = profile;
        this.driverName = profile.user().fullName();
        this.delivery = profile.cardAddress();
    }

    void fulfilWith(Token card) {
        tokenId = card.id();
    }

    public UUID id() {
        return id;
    }

    public Profile profile() {
        return profile;
    }

    public String driverName() {
        return driverName;
    }

    public @Nullable Address delivery() {
        return delivery;
    }

    /// The card that was made for it.
    public @Nullable UUID tokenId() {
        return tokenId;
    }
}
