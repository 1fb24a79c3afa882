/// What customers pay beyond, or instead of, the operator's price: plans by organisation unit, group of partners and
/// kind of connector, each in force for a time. Never by the country of the charge point (AFIR Art. 5(5)).
///
/// Tables: `tariff_plan`, `partner_group`, `partner_group_member`.
@NullMarked
package dev.voltaire.cdr.plan;

import org.jspecify.annotations.NullMarked;
