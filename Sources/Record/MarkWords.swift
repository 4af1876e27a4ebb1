/// What marks say, in words for people.
extension LayerCard {
    /// What a mark of this layer says, in one line: "Accuse", "The harbour board: negative", "2031-05-01 to 2031-05-03 (“last week”)".
    ///
    /// - Parameter name: what the entity of that id is called; nil where it has no name.
    public func words(of mark: Mark, naming name: (Int) -> String?) -> String {
        switch mark.value {
        case .choice(let choice): return label(choice)
        case .party(_, _, let choice):
            return [mark.party(naming: name), choice.map(label)].compactMap { $0 }.joined(separator: ": ")
        case .days(let days, let extract):
            let shown = days.from == days.until ? "\(days.from)" : "\(days.from) to \(days.until)"
            return extract.map { "\(shown) (“\($0.text)”)" } ?? shown
        case .record(let record):
            let members = record.members.compactMap { member in
                member.value.map { "\(member.name) \($0.words(naming: name))" }
            }
            return ([record.place.map { "“\($0.text)”" }].compactMap { $0 } + members).joined(separator: ", ")
        }
    }

    /// What a choice is called; its own name where the card does not know it.
    private func label(_ choice: String) -> String { self.choice(choice)?.label ?? choice }
}

extension Mark {
    /// Who the mark is about; nil where it is about nobody.
    ///
    /// - Parameter name: what the entity of that id is called; nil where it has no name.
    public func party(naming name: (Int) -> String?) -> String? {
        guard case .party(let entity, let extract, _) = value else { return nil }
        return name(entity) ?? extract?.text ?? "entity \(entity)"
    }
}

extension MarkRecord.Value {
    fileprivate func words(naming name: (Int) -> String?) -> String {
        switch self {
        case .id(let id): name(id) ?? "\(id)"
        case .word(let word): word
        case .words(let words): words.joined(separator: ", ")
        case .extract(let extract): "“\(extract.text)”"
        }
    }
}
