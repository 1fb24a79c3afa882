package dev.voltaire.ocpi.crawl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import dev.voltaire.ocpi.crawl.CrawledModule.Reading;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.CrawlPlan.Due;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads partners' lists when they are due, several partners at once, each on a virtual thread of its own.
@ApplicationScoped
class Crawler {
    private static final Logger LOG = Logger.getLogger(Crawler.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofMinutes(2);
    /// A page may be waited for a minute longer than this.
    private static final Duration BETWEEN_EXTENSIONS = Duration.ofSeconds(15);
    private static final int AT_ONCE = 8;

    private final CrawlPlan plan;
    private final PartnerDirectory directory;
    private final ListReader reader;
    private final List<CrawledModule> modules;
    private final Roles roles;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ConcurrentHashMap<Thread, Due> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread dispatcher;

    @Inject
    Crawler(
            CrawlPlan plan,
            PartnerDirectory directory,
            ListReader reader,
            @All List<CrawledModule> modules,
            Roles roles,
            Clock clock) {
        this.plan = plan;
        this.directory = directory;
        this.reader = reader;
        this.modules = modules;
        this.roles = roles;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (roles.has(Role.WORKER)) {
            dispatcher = Thread.ofVirtual().name("crawl-dispatcher").start(this::dispatch);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        Thread active = dispatcher;
        if (active != null) {
            active.interrupt();
        }
        running.keySet().forEach(Thread::interrupt);
    }

    private void dispatch() {
        while (!stopping) {
            try {
                places.acquire();
                Optional<Due> due = take();
                if (due.isEmpty()) {
                    places.release();
                    Thread.sleep(POLL);
                } else {
                    Thread.ofVirtual().name("crawl-" + due.get().module()).start(() -> run(due.get()));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Optional<Due> take() {
        try {
            return plan.take(LEASE);
        } catch (RuntimeException unreachable) {
            LOG.warn("Crawl plan cannot be read and will be retried", unreachable);
            return Optional.empty();
        }
    }

    private void run(Due due) {
        running.put(Thread.currentThread(), due);
        try {
            crawl(due);
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "Reading of a list failed, partner=%s module=%s", due.partnerId(), due.module());
            plan.failed(due, String.valueOf(failed.getMessage()));
        } finally {
            running.remove(Thread.currentThread());
            places.release();
        }
    }

    @ActivateRequestContext
    void crawl(Due due) {
        Optional<ConnectedPartner> partner = directory.find(due.partnerId()).filter(ConnectedPartner::isConnected);
        Optional<String> url = partner.flatMap(found -> found.endpoint(due.module(), Side.SENDER));
        Optional<CrawledModule> module = modules.stream()
                .filter(candidate -> candidate.module().equals(due.module()))
                .findFirst();
        if (url.isEmpty() || module.isEmpty()) {
            plan.failed(due, "the partner is not connected or offers no such list");
            return;
        }
        read(due, partner.get(), url.get(), module.get());
    }

    private void read(Due due, ConnectedPartner partner, String url, CrawledModule module) {
        Instant started = clock.instant();
        boolean full = due.deltaFrom() == null;
        Instant since = since(due, module, started);
        PageIntake intake = new PageIntake(objects -> takeIn(module, partner, objects));
        ListReader.Walk walk =
                reader.read(partner, url, since, partner.settings().pageLimit(), new ListReader.PageHandler() {
                    private Instant extended = started;

                    @Override
                    public void accept(List<JsonNode> objects) {
                        intake.accept(objects);
                        waiting();
                    }

                    @Override
                    public void waiting() {
                        Instant now = clock.instant();
                        if (now.isAfter(extended.plus(BETWEEN_EXTENSIONS))) {
                            plan.extend(due, LEASE);
                            extended = now;
                        }
                    }
                });
        intake.settle();
        if (!walk.complete()) {
            LOG.infof(
                    "Reading of a list is incomplete, partner=%s module=%s pages=%d",
                    partner.id(), due.module(), walk.pages());
            plan.failed(due, String.valueOf(walk.problem()));
            return;
        }
        if (full) {
            module.completed(partner, new Reading(started, since, walk.objects(), intake.setAside()));
        }
        plan.finished(
                due,
                new CrawlPlan.Result(walk.pages(), walk.objects(), intake.setAside(), intake.newest()),
                clock.instant().plus(module.pause()),
                module.fullEvery());
        LOG.infof(
                "List read, partner=%s module=%s objects=%d setAside=%d",
                partner.id(), due.module(), walk.objects(), intake.setAside());
    }

    @ActivateRequestContext
    CrawledModule.Intake takeIn(CrawledModule module, ConnectedPartner partner, List<JsonNode> objects) {
        return module.takeIn(partner, objects);
    }

    private static @Nullable Instant since(Due due, CrawledModule module, Instant now) {
        Instant deltaFrom = due.deltaFrom();
        return deltaFrom == null ? module.horizon().map(now::minus).orElse(null) : deltaFrom.minus(module.overlap());
    }
}
