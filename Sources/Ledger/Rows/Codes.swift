import Record

// The codes by which the file holds enumerations: pinned, so that a case more, or another order of the cases, never changes what a file says.

extension Form {
    /// As the tables hold it.
    package var code: Int {
        switch self {
        case .direct: 0
        case .indirect: 1
        case .mixed: 2
        }
    }

    /// The form of a code; nil where there is none.
    package init?(code: Int) {
        switch code {
        case 0: self = .direct
        case 1: self = .indirect
        case 2: self = .mixed
        default: return nil
        }
    }
}

extension EntityKind {
    /// As the tables hold it.
    package var code: Int {
        switch self {
        case .person: 1
        case .organization: 2
        case .place: 3
        case .group: 4
        case .document: 5
        }
    }

    /// The kind of a code; nil where there is none.
    package init?(code: Int) {
        switch code {
        case 1: self = .person
        case 2: self = .organization
        case 3: self = .place
        case 4: self = .group
        case 5: self = .document
        default: return nil
        }
    }
}

extension MentionForm {
    /// As the tables hold it.
    package var code: Int {
        switch self {
        case .name: 0
        case .nominal: 1
        case .pronoun: 2
        }
    }

    /// The form of a code; nil where there is none.
    package init?(code: Int) {
        switch code {
        case 0: self = .name
        case 1: self = .nominal
        case 2: self = .pronoun
        default: return nil
        }
    }
}
