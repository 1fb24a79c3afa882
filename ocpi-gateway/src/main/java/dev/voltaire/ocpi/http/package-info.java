/// The one door every OCPI request enters and leaves by: authentication, envelope, JSON, dates, paging and routing
/// headers (OCPI 2.2.1 part I "Transport and format"). Modules behind it see parsed requests and return replies.
@NullMarked
package dev.voltaire.ocpi.http;

import org.jspecify.annotations.NullMarked;
