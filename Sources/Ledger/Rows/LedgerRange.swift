/// What numbers that come from outside may be, so that nothing that is computed with them overflows.
package enum LedgerRange {
    /// Seconds since 1970-01-01, UTC, of the years 1 to 9999.
    package static let moments = -62_135_596_800...253_402_300_799
    /// Numbers of articles, actors and acts.
    package static let rows = 0...1 << 48
}
