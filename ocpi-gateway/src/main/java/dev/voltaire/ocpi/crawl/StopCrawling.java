package dev.voltaire.ocpi.crawl;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.PartnerDisconnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A partner that left is read no more.
@ApplicationScoped
class StopCrawling implements OutboxHandler<PartnerDisconnected> {
    private final CrawlPlan plan;

    @Inject
    StopCrawling(CrawlPlan plan) {
        this.plan = plan;
    }

    @Override
    public Class<PartnerDisconnected> eventType() {
        return PartnerDisconnected.class;
    }

    @Override
    public String name() {
        return "stop-crawling";
    }

    @Override
    public void handle(PartnerDisconnected event) {
        plan.forget(event.partnerId());
    }
}
