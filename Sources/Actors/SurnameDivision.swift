/// Divides all that is heard of a surname into individuals. What comes of it depends on what was heard alone, not on the order in which it was.
///
/// Full names count most: those that are compatible (`PersonName`) are one individual, unless what articles tell divides them: middle names that
/// are not the same, or occupations that have nothing in common, each told often enough, in articles that share no company.
package struct SurnameDivision {
    /// What speaks for it that the bearers of two lists of rows are one, beside their names and occupations (`SharedCompany`).
    package let likeness: (_ some: [Int], _ others: [Int]) throws -> Double
    /// The rows whose division hangs on `likeness`.
    package private(set) var contested: Set<Int> = []

    package init(likeness: @escaping (_ some: [Int], _ others: [Int]) throws -> Double) { self.likeness = likeness }

    /// The points that an exact full name counts.
    private static let namePoints = 1.5
    /// Each article in which an occupation is told counts one point against, up to so many.
    private static let mostTold = 4
    /// Who is to be taken for the one that is meant is heard so many times as often as the next one.
    package static let lead = 2
    /// A rare spelling is somebody's whose usual one is heard so many times as often; a short form of a given name (Ken, Kenneth) is more certain.
    private static let spellingLead = 5

    package mutating func individuals(_ bearers: [Bearer]) throws -> [Individual] {
        var found: [Individual] = []
        let groups = Dictionary(grouping: bearers.sorted(by: Bearer.isBefore)) {
            [$0.name.first, $0.name.last, $0.name.generation]
        }
        for group in groups.values {
            // Several that people have made are several, and which of them an article means is theirs to say.
            let made = group.filter(\.isByPerson)
            if made.count > 1 { found += made.map { Individual(bearers: [$0]) } }
            for form in SurnameDivision.byForm(made.count > 1 ? group.filter { !$0.isByPerson } : group) {
                found += try byOccupation(form).map { Individual(bearers: $0) }
            }
        }
        return SurnameDivision.spellings(found)
    }

    // MARK: Middle names

    /// Compatible names side by side; one without a middle name is that of the most heard, where it leads.
    private static func byForm(_ bearers: [Bearer]) -> [[Bearer]] {
        var forms: [[Bearer]] = []
        for bearer in bearers where !bearer.name.between.isEmpty {
            if let at = forms.firstIndex(where: { $0.allSatisfy { $0.name.isCompatible(with: bearer.name) } }) {
                forms[at].append(bearer)
            } else {
                forms.append([bearer])
            }
        }
        let plain = bearers.filter(\.name.between.isEmpty)
        guard !plain.isEmpty else { return forms }
        let weights = forms.map(weight)
        guard let at = leader(weights, by: lead) else { return forms + [plain] }
        forms[at] += plain
        return forms
    }

    /// The place of the one that is heard so many times as often as each other; nil where there is none.
    private static func leader(_ weights: [Int], by lead: Int) -> Int? {
        guard let most = weights.max(), let at = weights.firstIndex(of: most) else { return nil }
        return weights.indices.allSatisfy { $0 == at || weights[$0] * lead <= most } ? at : nil
    }

    // MARK: Occupations

    private mutating func byOccupation(_ bearers: [Bearer]) throws -> [[Bearer]] {
        let parts = SurnameDivision.sharing(bearers.filter { !$0.occupations.isEmpty })
        guard parts.count > 1 else { return [bearers] }
        var individuals: [[Bearer]] = []
        var isContested = false
        for part in parts.sorted(by: SurnameDivision.isBefore) {
            // What is told once alone divides nobody, whatever the company.
            if individuals.count == 1, SurnameDivision.namePoints > Double(SurnameDivision.weight(part)) {
                individuals[0] += part
                continue
            }
            var best: (at: Int, points: Double)?
            for at in individuals.indices {
                let points = try points(part, individuals[at])
                isContested = true
                if points > best?.points ?? 0 { best = (at, points) }
            }
            if let best { individuals[best.at] += part } else { individuals.append(part) }
        }
        // Whether they are several can change with the company of each article to come.
        if isContested { contested.formUnion(bearers.map(\.id)) }
        let untold = bearers.filter(\.occupations.isEmpty)
        guard !untold.isEmpty else { return individuals }
        if let at = try home(untold, individuals) { individuals[at] += untold } else { individuals.append(untold) }
        return individuals
    }

    private static func weight(_ bearers: [Bearer]) -> Int { bearers.reduce(0) { $0 + $1.weight } }

    /// Those who share an occupation, directly or by way of others.
    private static func sharing(_ bearers: [Bearer]) -> [[Bearer]] {
        var parts: [(occupations: Occupations, bearers: [Bearer])] = []
        for bearer in bearers {
            let joined = parts.filter { !$0.occupations.isDisjoint(with: bearer.occupations) }
            parts.removeAll { !$0.occupations.isDisjoint(with: bearer.occupations) }
            parts.append(
                (
                    joined.reduce(bearer.occupations) { $0.union($1.occupations) },
                    (joined.flatMap(\.bearers) + [bearer]).sorted(by: Bearer.isBefore)
                ))
        }
        return parts.map(\.bearers)
    }

    private static func isBefore(_ some: [Bearer], _ others: [Bearer]) -> Bool {
        let weights = (weight(some), weight(others))
        if weights.0 != weights.1 { return weights.0 > weights.1 }
        guard let a = some.first, let b = others.first else { return false }
        return Bearer.isBefore(a, b)
    }

    /// More than 0: they are one.
    private func points(_ some: [Bearer], _ others: [Bearer]) throws -> Double {
        let told = min(SurnameDivision.weight(some), SurnameDivision.weight(others))
        return SurnameDivision.namePoints - Double(min(told, SurnameDivision.mostTold))
            + (try likeness(some.map(\.id), others.map(\.id)))
    }

    /// Who of several is meant where articles tell no occupation: the one whose company is there, else the one who leads by far.
    private func home(_ untold: [Bearer], _ individuals: [[Bearer]]) throws -> Int? {
        if individuals.count == 1 { return 0 }
        let likely = try individuals.map { try likeness(untold.map(\.id), $0.map(\.id)) }
        let ranked = likely.indices.sorted { likely[$0] > likely[$1] }
        if likely[ranked[0]] - likely[ranked[1]] >= SurnameDivision.namePoints { return ranked[0] }
        let weights = individuals.map(SurnameDivision.weight)
        return SurnameDivision.leader(weights, by: SurnameDivision.spellingLead)
    }

    // MARK: Spellings

    /// A rare spelling or another form of a given name joins the one individual whose usual one it can be.
    private static func spellings(_ individuals: [Individual]) -> [Individual] {
        var kept: [Individual] = []
        for var next in individuals.sorted(by: { isBefore($0.bearers, $1.bearers) }) {
            let fitting = kept.indices.filter { at in
                guard let a = kept[at].bearers.first, let b = next.bearers.first else { return false }
                return !a.isByPerson && !b.isByPerson && isSpelling(b, next, of: a, kept[at])
            }
            if fitting.count == 1 {
                next.probable = Set(next.bearers.map(\.id))
                kept[fitting[0]].bearers += next.bearers
                kept[fitting[0]].probable.formUnion(next.probable)
            } else {
                kept.append(next)
            }
        }
        return kept
    }

    private static func isSpelling(_ rare: Bearer, _ rarely: Individual, of usual: Bearer, _ usually: Individual) -> Bool {
        guard rare.name.last == usual.name.last, rare.name.generation == usual.name.generation,
            rare.name.first != usual.name.first,
            !rarely.occupations.conflicts(with: usually.occupations),
            rarely.bearers.allSatisfy({ $0.name.agreesBetween(with: usual.name) })
        else { return false }
        let certainty = GivenName(rare.name.first).certainty(of: GivenName(usual.name.first))
        let lead =
            switch certainty {
            case .none: 0
            case .spelling: spellingLead
            case .short: lead
            }
        return lead > 0 && usually.weight >= 3 && usually.weight >= lead * rarely.weight
    }
}
