package dev.voltaire.ocpi.crawl;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartyReachable;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/// A party behind a hub is back. What it changed while it was away is older than what we read of the others since:
/// only a full reading of the hub's lists shows it.
@ApplicationScoped
class CrawlReachableParty implements OutboxHandler<PartyReachable> {
    private final PartnerDirectory directory;
    private final CrawlPlan plan;
    private final List<CrawledModule> modules;

    @Inject
    CrawlReachableParty(PartnerDirectory directory, CrawlPlan plan, @All List<CrawledModule> modules) {
        this.directory = directory;
        this.plan = plan;
        this.modules = modules;
    }

    @Override
    public Class<PartyReachable> eventType() {
        return PartyReachable.class;
    }

    @Override
    public String name() {
        return "crawl-reachable-party";
    }

    @Override
    public void handle(PartyReachable event) {
        directory
                .find(event.partnerId())
                .ifPresent(partner -> modules.stream()
                        .map(CrawledModule::module)
                        .filter(module -> !module.equals("hubclientinfo"))
                        .filter(module -> partner.endpoint(module, Side.SENDER).isPresent())
                        .forEach(module -> plan.readFully(partner.id(), module)));
    }
}
