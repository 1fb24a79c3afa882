/// Tickets: questions of portal and app users, answered by the operator's people. Owns the tables `support_ticket`,
/// `ticket_message` and `ticket_attachment`; publishes [TicketAnswered].
@NullMarked
package dev.voltaire.support;

import org.jspecify.annotations.NullMarked;
