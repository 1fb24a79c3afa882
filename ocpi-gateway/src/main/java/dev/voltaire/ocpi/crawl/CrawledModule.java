package dev.voltaire.ocpi.crawl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.partner.ConnectedPartner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A list of a partner that we mirror, a CDI bean per module.
public interface CrawledModule {

    /// OCPI's name of the module.
    String module();

    /// From one reading of changes to the next.
    Duration pause();

    /// From one full reading to the next.
    Duration fullEvery();

    /// How far a reading of changes reaches back before the last one, for clocks and commits that run late.
    default Duration overlap() {
        return Duration.ofMinutes(10);
    }

    /// How far a full reading reaches back, for lists that only grow; empty for what is mirrored whole.
    default Optional<Duration> horizon() {
        return Optional.empty();
    }

    /// Takes in what can be read of a page and sets aside the rest, object by object: one bad object loses nothing but
    /// itself.
    Intake takeIn(ConnectedPartner partner, List<JsonNode> objects);

    /// A full reading was complete: of what is mirrored whole, what it did not list is gone.
    void completed(ConnectedPartner partner, Reading reading);

    /// @param since how far it reached back
    record Reading(Instant startedAt, @Nullable Instant since, int objects, int setAside) {}

    /// @param newest the latest `last_updated` among them
    record Intake(int setAside, @Nullable Instant newest) {}
}
