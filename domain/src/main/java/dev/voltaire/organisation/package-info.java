/// The customer's tree of organisation units with their defaults and billing accounts, and the scope every query of a
/// signed-in caller is limited to. Owns the table `organisation_unit`.
@NullMarked
package dev.voltaire.organisation;

import org.jspecify.annotations.NullMarked;
