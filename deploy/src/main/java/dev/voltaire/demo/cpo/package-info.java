/// A charge-point operator as OCPI describes one, in any version from 2.1.1 to 2.3.0, small enough to read: it
/// registers itself with a token A or is registered with, publishes locations and tariffs, receives tokens, asks for
/// real-time authorisation, pushes sessions and sends CDRs, and misbehaves when it is told to. The demo's traffic and
/// the tests drive it. It knows nothing of the server but the specification.
@NullMarked
package dev.voltaire.demo.cpo;

import org.jspecify.annotations.NullMarked;
