/// The companies we roam with over OCPI: who they are, how to reach them, with which credentials, and how healthy the
/// connection is. A partner is one platform; it may carry many parties (CPOs, a hub).
///
/// Tables: `partner`, `partner_role`, `partner_endpoint`, `partner_token`, `partner_message`, `partner_finding`,
/// `partner_crawl`, `partner_party`. The remote boundary is [CredentialsPeer]. Events: [PartnerConnected],
/// [PartnerDisconnected], [PartyReachable].
@NullMarked
package dev.voltaire.partner;

import org.jspecify.annotations.NullMarked;
