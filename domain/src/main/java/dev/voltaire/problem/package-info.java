/// What can abort a use case: one enum of problems, one exception. The front doors render it (RFC 9457, OCPI status,
/// OCPP CALLERROR); nothing here knows of HTTP.
@NullMarked
package dev.voltaire.problem;

import org.jspecify.annotations.NullMarked;
