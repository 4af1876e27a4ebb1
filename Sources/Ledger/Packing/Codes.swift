import Record

// The numbers by which the columns of a ledger hold what is one of a few things. They are pinned here, case by case: a case that is added gets a
// number of its own, and the order of the cases means nothing. A number once given is never given to another.

extension Form {
    /// As the columns `form` hold it.
    package var code: Int {
        switch self {
        case .direct: 0
        case .indirect: 1
        case .mixed: 2
        }
    }

    /// The form of a number; nil where there is none.
    package init?(code: Int) {
        switch code {
        case Form.direct.code: self = .direct
        case Form.indirect.code: self = .indirect
        case Form.mixed.code: self = .mixed
        default: return nil
        }
    }
}

extension MentionForm {
    /// As `PackedEntities` holds it, and version 1 of the file did: less than `codes`.
    package var code: Int {
        switch self {
        case .name: 0
        case .nominal: 1
        case .pronoun: 2
        }
    }

    /// How many numbers a packed mention has room for.
    package static let codes = 3

    /// The form of a number; nil where there is none.
    package init?(code: Int) {
        switch code {
        case MentionForm.name.code: self = .name
        case MentionForm.nominal.code: self = .nominal
        case MentionForm.pronoun.code: self = .pronoun
        default: return nil
        }
    }
}

extension EntityKind {
    /// As `PackedEntities` holds it, where 0 is for no kind: less than `codes`.
    package var code: Int {
        switch self {
        case .person: 1
        case .organization: 2
        case .place: 3
        case .group: 4
        case .document: 5
        }
    }

    /// How many numbers a packed entity has room for, that for no kind among them.
    package static let codes = 6

    /// The kind of a number; nil where there is none.
    package init?(code: Int) {
        switch code {
        case EntityKind.person.code: self = .person
        case EntityKind.organization.code: self = .organization
        case EntityKind.place.code: self = .place
        case EntityKind.group.code: self = .group
        case EntityKind.document.code: self = .document
        default: return nil
        }
    }
}
