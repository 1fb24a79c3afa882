/// What one timed round gave.
record Round(double perSecond, double p99Micros) {}
