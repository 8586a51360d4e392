// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// judge is an AuthorizationManager that answers HasPrivilegeOnEntities by the roles and permissions that were set, and a
// session that does not exist with no, as vCenter does. The simulator's own says yes to everybody about everything.
// Groups have no members, and nothing is enforced.
type judge struct {
	*simulator.AuthorizationManager
}

func addJudge(registry *simulator.Registry, content types.ServiceContent) error {
	manager, ok := registry.Get(*content.AuthorizationManager).(*simulator.AuthorizationManager)
	if !ok {
		return errors.New("no AuthorizationManager to judge by")
	}
	registry.Put(&judge{AuthorizationManager: manager})
	return nil
}

func (j *judge) HasPrivilegeOnEntities(ctx *simulator.Context, req *types.HasPrivilegeOnEntities) soap.HasFault {
	known := ctx.Session != nil && ctx.Session.Key == req.SessionId
	var answers []types.EntityPrivilege
	for _, entity := range req.Entity {
		var granted []string
		if known {
			granted = j.granted(ctx, entity)
		}
		answer := types.EntityPrivilege{Entity: entity}
		for _, id := range req.PrivId {
			answer.PrivAvailability = append(answer.PrivAvailability, types.PrivilegeAvailability{
				PrivId:    id,
				IsGranted: slices.Contains(granted, id),
			})
		}
		answers = append(answers, answer)
	}
	return &methods.HasPrivilegeOnEntitiesBody{Res: &types.HasPrivilegeOnEntitiesResponse{Returnval: answers}}
}

// granted is what the role of the nearest permission of the user holds: its own, or one above that propagates.
func (j *judge) granted(ctx *simulator.Context, at types.ManagedObjectReference) []string {
	for inherited := false; ; inherited = true {
		res := j.RetrieveEntityPermissions(ctx, &types.RetrieveEntityPermissions{Entity: at})
		for _, p := range res.(*methods.RetrieveEntityPermissionsBody).Res.Returnval {
			if !p.Group && strings.EqualFold(p.Principal, ctx.Session.UserName) && (p.Propagate || !inherited) {
				if role := object.AuthorizationRoleList(j.RoleList).ById(p.RoleId); role != nil {
					return role.Privilege
				}
				return nil
			}
		}
		entity, ok := ctx.Map.Get(at).(mo.Entity)
		if !ok || entity.Entity().Parent == nil {
			return nil
		}
		at = *entity.Entity().Parent
	}
}
