import Finding
import Foundation
import Ledger
import Meaning
import Record

/// The options that choose among statements, which several commands take: one for each `StatementFilter`.
enum FilterOption {
    static let all = StatementFilter.all.map(Option.init) + ofLayers

    /// The options of what layers find.
    static let ofLayers = Layers.cards.filter { $0.filter != nil }.map { Option(StatementFilter($0)) }

    /// All but some.
    static func all(but names: String...) -> [Option] { all.filter { !names.contains($0.name) } }
}

extension Option {
    /// The option of a filter.
    fileprivate init(_ filter: StatementFilter) {
        switch filter.value {
        case .text(let name): self.init(filter.name, nil, .text(name), help: filter.help, isRepeated: true)
        case .choice(let words): self.init(filter.name, nil, .choice(words), help: filter.help, isRepeated: true)
        case .single(let name): self.init(filter.name, nil, .text(name), help: filter.help)
        case .singleChoice(let words): self.init(filter.name, nil, .choice(words), help: filter.help)
        }
    }
}

extension StatementQuery {
    /// The query that a command line asks for by its filters.
    ///
    /// - Parameters:
    ///   - command: what the sentence names where a value is none.
    ///   - nested: whether statements inside others are asked for where that is not told; nil for both.
    init(_ given: Given, _ ledger: Ledger, command: String, nested: Bool? = nil) throws {
        do {
            try self.init(ledger, layers: Layers.cards, nested: nested) { given.values[$0] ?? [] }
        } catch let error as FilterError {
            throw UsageError(description: "dixit \(command): --\(error.description)")
        } catch let error as DayRangeError {
            throw UsageError(description: "dixit \(command): \(error.description)")
        }
    }
}

extension EntryLayout {
    /// The layout that a command line asks for, on standard output.
    init(_ given: Given) {
        let environment = ProcessInfo.processInfo.environment
        self.init(
            width: given.number(ReadOption.width) ?? Terminal.output.readingWidth(environment),
            paint: Paint(isOn: Terminal.output.isPainted(given.choice(ReadOption.color) ?? .auto, environment)))
    }
}
