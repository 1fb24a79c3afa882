package dev.voltaire.ocpi.crawl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.crawl.CrawledModule.Intake;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes the pages of one reading in, each while the next is asked for: one at a time and in their order, so that no
/// more than two pages are in memory.
final class PageIntake {
    private final Function<List<JsonNode>, Intake> takeIn;
    private CompletableFuture<Intake> underWay = CompletableFuture.completedFuture(new Intake(0, null));
    private int setAside;
    private @Nullable Instant newest;

    PageIntake(Function<List<JsonNode>, Intake> takeIn) {
        this.takeIn = takeIn;
    }

    /// Returns when the page before is stored; throws what became of it otherwise.
    void accept(List<JsonNode> objects) {
        settle();
        CompletableFuture<Intake> page = new CompletableFuture<>();
        underWay = page;
        Thread.ofVirtual().name("crawl-intake").start(() -> {
            try {
                page.complete(takeIn.apply(objects));
            } catch (Throwable failure) {
                page.completeExceptionally(failure);
            }
        });
    }

    /// Waits for the last page.
    void settle() {
        Intake intake;
        try {
            intake = underWay.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            underWay = CompletableFuture.completedFuture(new Intake(0, null));
        }
        setAside += intake.setAside();
        Instant seen = intake.newest();
        if (seen != null && (newest == null || seen.isAfter(newest))) {
            newest = seen;
        }
    }

    int setAside() {
        return setAside;
    }

    @Nullable
    Instant newest() {
        return newest;
    }
}
