package dev.voltaire.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An ES256 key pair for access tokens. The newest signs; a retired one still verifies until its last token has
/// expired.
@Entity
@Table(name = "signing_key")
public class SigningKey {
    @Id
    private UUID id;

    @Column(name = "private_key")
    private byte[] privateKey;

    @Column(name = "public_key")
    private byte[] publicKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "retired_at")
    private @Nullable Instant retiredAt;

    protected SigningKey() {}

    SigningKey(Instant at) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            this.id = UUID.randomUUID();
            this.privateKey = pair.getPrivate().getEncoded();
            this.publicKey = pair.getPublic().getEncoded();
            this.createdAt = at;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void retire(Instant at) {
        retiredAt = at;
    }

    public String keyId() {
        return id.toString();
    }

    public ECPrivateKey privateKey() {
        try {
            return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(privateKey));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public ECPublicKey publicKey() {
        try {
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// Since then it signs no more.
    public @Nullable Instant retiredAt() {
        return retiredAt;
    }
}
