package dev.voltaire.ocpi.crawl;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.PartnerConnected;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/// A partner that connects, for the first time or again, is read from the beginning: nobody replays what we missed.
@ApplicationScoped
class CrawlNewPartner implements OutboxHandler<PartnerConnected> {
    private final PartnerDirectory directory;
    private final CrawlPlan plan;
    private final List<CrawledModule> modules;

    @Inject
    CrawlNewPartner(PartnerDirectory directory, CrawlPlan plan, @All List<CrawledModule> modules) {
        this.directory = directory;
        this.plan = plan;
        this.modules = modules;
    }

    @Override
    public Class<PartnerConnected> eventType() {
        return PartnerConnected.class;
    }

    @Override
    public String name() {
        return "crawl-new-partner";
    }

    @Override
    public void handle(PartnerConnected event) {
        directory
                .find(event.partnerId())
                .ifPresent(partner -> modules.stream()
                        .map(CrawledModule::module)
                        .filter(module -> partner.endpoint(module, Side.SENDER).isPresent())
                        .forEach(module -> plan.readFully(partner.id(), module)));
    }
}
