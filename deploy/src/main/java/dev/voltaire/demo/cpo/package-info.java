/// A charge-point operator as OCPI 2.2.1 describes one, small enough to read: it registers itself with a token A,
/// publishes locations and tariffs, receives tokens, asks for real-time authorisation, pushes sessions and sends CDRs.
/// The demo's traffic and the integration tests drive it. It knows nothing of the server but the specification.
@NullMarked
package dev.voltaire.demo.cpo;

import org.jspecify.annotations.NullMarked;
