# SPDX-License-Identifier: MIT OR Apache-2.0
# bash completion for ifenslave: options, bond options and their values, and interfaces.
# shellcheck shell=bash disable=SC2046,SC2086 # lists of words

# The folder that lists the interfaces; tests use another one.
_ifenslave_net=/sys/class/net

_ifenslave_options="-a --all-interfaces -b --bond --boot -c --change-active --check -D --unbond -d --detach -f --force
    --handover --json -m --move -n --no-act -s --status --try -v --verbose -w --wait -h --help -u --usage -V --version"

# Bond options, in the order of ifenslave(8), with those of their values that have names.
_ifenslave_bond_options="mode miimon updelay downdelay peer_notif_delay use_carrier arp_interval arp_ip_target
    ns_ip6_target arp_validate arp_all_targets primary primary_reselect fail_over_mac xmit_hash_policy resend_igmp
    num_grat_arp all_slaves_active min_links lp_interval packets_per_slave lacp_active lacp_rate ad_select
    ad_actor_sys_prio ad_user_port_key ad_actor_system tlb_dynamic_lb arp_missed_max coupled_control
    broadcast_neighbor lacp_strict mac"
declare -gA _ifenslave_values=(
    [mode]="balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb"
    [use_carrier]="off on"
    [arp_validate]="none active backup all filter filter_active filter_backup"
    [arp_all_targets]="any all"
    [primary_reselect]="always better failure"
    [fail_over_mac]="none active follow"
    [xmit_hash_policy]="layer2 layer3+4 layer2+3 encap2+3 encap3+4 vlan+srcmac"
    [all_slaves_active]="off on"
    [lacp_active]="off on"
    [lacp_rate]="slow fast"
    [ad_select]="stable bandwidth count actor_port_prio"
    [tlb_dynamic_lb]="off on"
    [coupled_control]="off on"
    [broadcast_neighbor]="off on"
    [lacp_strict]="off on"
)

# _ifenslave_interfaces [bonds|others]: the names of all interfaces, of the bonds, or of all but bonds and lo.
_ifenslave_interfaces() {
    local path name kind
    for path in "$_ifenslave_net"/*; do
        name=${path##*/} kind=others
        [[ -d $path ]] || continue
        [[ ! -d $path/bonding ]] || kind=bonds
        [[ -n ${1-} && ($1 != "$kind" || $name == lo) ]] || echo "$name"
    done
}

# _ifenslave_add PREFIX SUFFIX BEGIN WORD...: offers the words that begin so, with the text around them.
_ifenslave_add() {
    local prefix=$1 suffix=$2 begin=$3 word
    shift 3
    for word; do
        [[ $word != "$begin"* ]] || COMPREPLY+=("$prefix$word$suffix")
    done
    # A space follows only a finished word.
    [[ -z $suffix && $prefix != *[:,=]* ]] || compopt -o nospace 2>/dev/null
}

# _ifenslave_spec WORD: NAME:SLAVE,...:OPTION=VALUE,...:MTU
_ifenslave_spec() {
    local spec=$1 head last name slaves options
    head=${spec%"${spec##*[:,]}"} last=${spec##*[:,]}
    local colons=${spec//[^:]/}
    case ${#colons} in
    0) _ifenslave_add "" : "$spec" $(_ifenslave_interfaces bonds) ;;
    1)
        slaves=,${spec#*:}
        for name in $(_ifenslave_interfaces others); do
            [[ ,$slaves, == *",$name,"* ]] || _ifenslave_add "$head" "" "$last" "$name"
        done
        ;;
    2)
        options=${spec#*:} slaves=${options%%:*}
        name=${last%%=*}
        if [[ $last != *=* ]]; then
            _ifenslave_add "$head" = "$last" $_ifenslave_bond_options
        elif [[ $name == primary ]]; then
            _ifenslave_add "$head$name=" "" "${last#*=}" ${slaves//,/ }
        else
            _ifenslave_add "$head$name=" "" "${last#*=}" ${_ifenslave_values[$name]-}
        fi
        ;;
    esac
}

_ifenslave() {
    # Bash splits words at colons and equals signs, which a SPEC contains: so take the line.
    local line=${COMP_LINE:0:COMP_POINT} word before=() one command='' master='' wait='' names=0
    word=${line##*[[:space:]]}
    read -ra before <<<"${line%"$word"}"
    COMPREPLY=()
    for one in "${before[@]:1}"; do
        if [[ $wait ]]; then
            wait=
            continue
        fi
        case $one in
        --bond) command=b ;;
        --boot) command+=B ;;
        --change-active) command=c ;;
        --detach) command=d ;;
        --unbond) command+=D ;;
        --status | --check) command=s ;;
        --wait) wait=yes ;;
        --*) ;;
        -*)
            [[ $one != *w ]] || wait=yes
            [[ $one =~ [bcDds] ]] && command+=${BASH_REMATCH[0]}
            ;;
        *)
            [[ $names != 0 ]] || master=$one
            ((++names))
            ;;
        esac
    done
    [[ ! $wait ]] || return 0

    if [[ $word == -* ]]; then
        _ifenslave_add "" "" "$word" $_ifenslave_options
    else
        case $command in
        *B*) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        b) _ifenslave_spec "$word" ;;
        D | s) _ifenslave_add "" "" "$word" $(_ifenslave_interfaces bonds) ;;
        *)
            if [[ $names == 0 ]]; then
                [[ $command ]] && one=bonds || one=
                _ifenslave_add "" "" "$word" $(_ifenslave_interfaces $one)
            elif [[ $command ]]; then # of a bond, its slaves
                one=
                [[ ! -r $_ifenslave_net/$master/bonding/slaves ]] || read -r one <"$_ifenslave_net/$master/bonding/slaves"
                _ifenslave_add "" "" "$word" $one
            else
                _ifenslave_add "" "" "$word" $(_ifenslave_interfaces others)
            fi
            ;;
        esac
    fi

    # Bash replaces only the text after the last character at which it splits words.
    local breaks=${COMP_WORDBREAKS//[!:=]/} at index
    [[ $breaks ]] || return 0
    at=${word%"${word##*["$breaks"]}"}
    for index in "${!COMPREPLY[@]}"; do
        COMPREPLY[index]=${COMPREPLY[index]#"$at"}
    done
}

complete -F _ifenslave ifenslave
