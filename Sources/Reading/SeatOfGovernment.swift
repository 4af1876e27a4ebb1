import English

/// A capital that speaks: “Tehran said it would stay” is said by Iran, where the article names it.
enum SeatOfGovernment {
    /// The entities that are capitals, each with the state that is governed from there, by their numbers; where several are called so, the one with
    /// the most mentions.
    static func states(_ entities: [SpeakerEntity], _ coreference: Coreference, _ naming: EntityNaming) -> [Int: Int] {
        let named = entities.indices.compactMap { number -> (number: Int, name: String)? in
            let entity = entities[number]
            guard entity.firstName != nil, entity.kind == .place || entity.kind == .organization else { return nil }
            return (number, naming.name(of: entity.mentions.map { coreference.mentions[$0] }).lowercased())
        }
        var stateOf: [String: Int] = [:]
        for (number, name) in named where !Lexicon.seats.contains(name) {
            guard let code = Lexicon.countries[name].first else { continue }
            if let other = stateOf[code], entities[other].mentions.count >= entities[number].mentions.count { continue }
            stateOf[code] = number
        }
        return named.reduce(into: [:]) { states, named in
            if let code = Lexicon.seats[named.name].first { states[named.number] = stateOf[code] }
        }
    }
}
