import Foundation
import Glibc

/// What standard output and standard error lead to.
struct Terminal: Sendable {
    /// When to use colour.
    enum Colour: String, CaseIterable, Sendable {
        case auto, always, never
    }

    let descriptor: Int32

    static let input = Terminal(descriptor: STDIN_FILENO)
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let messages = Terminal(descriptor: STDERR_FILENO)

    /// Whether somebody is looking.
    var isThere: Bool { isatty(descriptor) == 1 }

    /// Its columns; nil where it has none.
    var columns: Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether it understands escape codes: `TERM` is set and not "dumb".
    static func understandsCodes(_ environment: [String: String]) -> Bool {
        (environment["TERM"] ?? "dumb") != "dumb"
    }

    /// Whether text on this descriptor is painted: as asked, else where it is a terminal that can, and `NO_COLOR`
    /// (https://no-color.org) is not set.
    func isPainted(_ colour: Colour, _ environment: [String: String]) -> Bool {
        switch colour {
        case .always: true
        case .never: false
        case .auto: isThere && (environment["NO_COLOR"] ?? "").isEmpty && Terminal.understandsCodes(environment)
        }
    }

    /// Columns to lay text out in: the terminal's, else `COLUMNS`, else 80; at most 100, since longer lines read badly.
    func readingWidth(_ environment: [String: String]) -> Int {
        min(columns ?? environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil } ?? 80, 100)
    }
}
