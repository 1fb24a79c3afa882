package dev.voltaire.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Sessions of both origins, for reading.
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {}
