package dev.voltaire.exchange;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the months of the message log well before they begin and drops those past keeping; the rest of the oldest
/// month is deleted bit by bit.
@ApplicationScoped
class MessageRetention implements RecurringJob {
    private static final int MONTHS_AHEAD = 12;
    private static final int BATCH = 5_000;

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    /// @param kept how long messages are kept
    @Inject
    MessageRetention(
            DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "voltaire.ocpi.messages-kept", defaultValue = "90D") Duration kept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    @Override
    public String name() {
        return "ocpi-message-retention";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofHours(6));
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        prune(now.minus(kept));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT ensure_month_partitions('ocpi_message', ?, ?)")) {
            statement.setObject(1, LocalDate.ofInstant(now, ZoneOffset.UTC));
            statement.setInt(2, MONTHS_AHEAD);
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException("the months of the message log cannot be made", failure);
        }
    }

    void prune(Instant before) {
        OffsetDateTime limit = before.atOffset(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement months = connection.prepareStatement("SELECT drop_ocpi_message_months(?)");
                PreparedStatement rest = connection.prepareStatement("""
                        DELETE FROM ocpi_message WHERE (id, at) IN
                            (SELECT id, at FROM ocpi_message WHERE at < ? ORDER BY at LIMIT ?)
                        """)) {
            months.setObject(1, limit);
            months.execute();
            rest.setObject(1, limit);
            rest.setInt(2, BATCH);
            while (rest.executeUpdate() == BATCH) {
                // the next ones
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("old messages cannot be removed", failure);
        }
    }
}
