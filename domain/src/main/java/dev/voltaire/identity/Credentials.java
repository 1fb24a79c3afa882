package dev.voltaire.identity;

import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// Turns what an access token says into the caller as the database knows them now. One statement per request: a user
/// who was deactivated or lost a role is out at once.
@ApplicationScoped
public class Credentials {
    private static final String CALLER = """
            select u.email, u.roles,
                   array(select o.path::text from organisation_unit o
                         where o.id = any (u.organisation_unit_ids) and o.status = 'ACTIVE') as paths
            from app_user u
            where u.id = ? and u.token_version = ? and u.active and u.deleted_at is null
            """;

    private final DataSource dataSource;

    @Inject
    Credentials(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Empty when the token was issued before something that ended it.
    public Optional<Caller.SignedIn> caller(UUID userId, int tokenVersion) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CALLER)) {
            statement.setObject(1, userId);
            statement.setInt(2, tokenVersion);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(userId, row)) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the caller could not be read", failure);
        }
    }

    private static Caller.SignedIn read(UUID userId, ResultSet row) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : (String[]) row.getArray("roles").getArray()) {
            roles.add(Role.valueOf(name));
        }
        Scope scope = roles.contains(Role.PLATFORM_OPERATOR)
                ? Scope.EVERYTHING
                : Scope.below(Arrays.asList((String[]) row.getArray("paths").getArray()));
        return new Caller.SignedIn(userId, row.getString("email"), roles, scope);
    }
}
