package dev.voltaire.identity;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Tells PostgreSQL at the start of every transaction of a signed-in caller which part of the organisation tree the
/// caller may see. Row-level security then holds even where a query forgets its scope. Transactions of the system run
/// with the pool's default, which is everything.
@ApplicationScoped
class TransactionScope {
    private final DataSource dataSource;
    private final CurrentCaller current;

    @Inject
    TransactionScope(DataSource dataSource, CurrentCaller current) {
        this.dataSource = dataSource;
        this.current = current;
    }

    void narrow(@Observes @Initialized(TransactionScoped.class) Object transaction) {
        if (!Arc.requireContainer().requestContext().isActive()) {
            return;
        }
        switch (current.get()) {
            case Caller.TheSystem() -> {}
            case Caller.SignedIn caller -> set(caller.scope().setting());
        }
    }

    private void set(String scope) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select set_config('app.scope', ?, true)")) {
            statement.setString(1, scope);
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException("the transaction could not be limited to the caller's scope", failure);
        }
    }
}
